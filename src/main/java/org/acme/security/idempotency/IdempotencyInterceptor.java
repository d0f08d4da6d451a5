package org.acme.security.idempotency;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.crypto.SecretTokens;
import org.acme.shared.FilterOrder;

/** Returns the stored response to a repeated request. */
@Interceptor
@Idempotent
@Priority(FilterOrder.Interceptors.IDEMPOTENCY)
class IdempotencyInterceptor {

    private static final String HEADER = "Idempotency-Key";
    private static final String SESSION = "session";

    private final IdempotencyKeys keys;
    private final IdempotentEffect effect;
    private final CurrentVertxRequest request;
    private final CurrentCaller caller;

    IdempotencyInterceptor(
            IdempotencyKeys keys, IdempotentEffect effect, CurrentVertxRequest request, CurrentCaller caller) {
        this.keys = keys;
        this.effect = effect;
        this.request = request;
        this.caller = caller;
    }

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        RoutingContext current = request.getCurrent();
        List<String> lines = current.request().headers().getAll(HEADER);
        if (lines.isEmpty()) {
            return call.proceed();
        }
        String operation = call.getMethod().getDeclaringClass().getSimpleName() + "."
                + call.getMethod().getName();
        KeyUse use = KeyUse.of(caller.get(), credential(current), operation, lines, content(current));
        Optional<Response> known = replay(use);
        return known.isPresent() ? known.get() : first(call, use);
    }

    /** An equal request may have committed since the lookup. Then its response is returned instead of this failure. */
    private Response first(InvocationContext call, KeyUse use) throws Exception {
        try {
            return effect.make(call, use);
        } catch (Problem failure) {
            return replay(use).orElseThrow(() -> failure);
        }
    }

    private Optional<Response> replay(KeyUse use) {
        Optional<StoredResponse> stored = keys.find(use);
        if (stored.isPresent() && !stored.get().fingerprint().equals(use.fingerprint())) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_REUSED);
        }
        return stored.map(StoredResponse::response);
    }

    /**
     * A stored secret must not reach another API key. All sessions of a user count as the same credential, because a
     * retry may follow a new login.
     */
    private static String credential(RoutingContext current) {
        String key = current.request().getHeader(Caller.API_KEY_HEADER);
        return key == null ? SESSION : SecretTokens.hash(key);
    }

    /** The path can name another object. */
    private static String content(RoutingContext current) {
        Buffer body = current.body().buffer();
        return current.request().uri() + "\n" + (body == null ? "" : body);
    }
}
