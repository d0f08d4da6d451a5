package org.acme.security.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Performs an operation and stores its response in the same transaction: both are committed, or neither is. The
 * transaction takes a database connection with its first statement, so that earlier work of the operation holds none.
 */
@ApplicationScoped
class IdempotentEffect {

    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final ObjectMapper json;

    /** Keys in progress on this instance. A duplicate is refused before it waits for a lock. */
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    IdempotentEffect(Idempotency idempotency, IdempotencyKeys keys, ObjectMapper json) {
        this.idempotency = idempotency;
        this.keys = keys;
        this.json = json;
    }

    /** Stores successful responses only. A failure rolls back, and its key can be used again. */
    @Transactional(rollbackOn = Exception.class)
    Response make(InvocationContext call, KeyUse use) throws Exception {
        if (!inProgress.add(use.row())) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_IN_USE);
        }
        try {
            idempotency.expect(use);
            return store((Response) call.proceed(), use);
        } finally {
            inProgress.remove(use.row());
        }
    }

    private Response store(Response response, KeyUse use) throws JsonProcessingException {
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            return response;
        }
        idempotency.claim();
        StoredResponse stored = StoredResponse.of(use, response, write(response.getEntity()));
        keys.store(
                use, stored, json.valueToTree(response.getEntity()).path("id").asText());
        return stored.response();
    }

    private String write(@Nullable Object entity) throws JsonProcessingException {
        return entity == null ? "" : json.writeValueAsString(entity);
    }
}
