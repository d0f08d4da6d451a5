package org.acme.security.idempotency;

import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The idempotency key of the current request, for the feature that performs the operation. */
@RequestScoped
public class Idempotency {

    private final IdempotencyKeys keys;
    private @Nullable KeyUse use;
    private boolean claimed;

    Idempotency(IdempotencyKeys keys) {
        this.keys = keys;
    }

    void expect(KeyUse expected) {
        use = expected;
    }

    /**
     * Claims the request's key for the current transaction; has no effect without a key. Call it first in the
     * transaction, so that a duplicate is refused before any effect. Do slow work that needs no transaction, such as
     * password hashing, before it.
     *
     * @throws Problem 409 while another request with the same key is in progress
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void claim() {
        if (use == null || claimed) {
            return;
        }
        // When an equal request has committed since the interceptor's lookup, its response will be returned.
        if (!keys.lock(use.row()) || keys.find(use).isPresent()) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_IN_USE);
        }
        keys.requireRoom(use);
        claimed = true;
    }

    /** Deletes the stored responses that describe this object. Call it in the transaction that deletes the object. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(UUID object) {
        keys.deleteOf(object);
    }
}
