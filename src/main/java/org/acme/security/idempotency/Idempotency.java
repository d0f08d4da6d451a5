package org.acme.security.idempotency;

import jakarta.enterprise.context.RequestScoped;
import jakarta.transaction.Transactional;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The key of the current request, for the feature that makes the effect. */
@RequestScoped
public class Idempotency {

    private final IdempotencyKeys keys;
    private KeyUse use;
    private boolean claimed;

    Idempotency(IdempotencyKeys keys) {
        this.keys = keys;
    }

    void expect(KeyUse expected) {
        use = expected;
    }

    /**
     * Claims the request's key for the current transaction; does nothing when the request has none. Call it first in
     * the transaction that makes the effect: later, the effect would be made and rolled back where it need not begin.
     * What takes long and needs no transaction, such as hashing a password, comes before it.
     *
     * @throws Problem 409 while another request with the same key is in progress
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void claim() {
        if (use == null || claimed) {
            return;
        }
        if (!keys.lock(use)) {
            throw new Problem(ProblemCode.IDEMPOTENCY_KEY_IN_USE);
        }
        if (keys.find(use).isPresent()) {
            throw new AlreadyStored();
        }
        keys.requireRoom(use);
        claimed = true;
    }

    /** The request that had the key has committed since this one looked. */
    private static class AlreadyStored extends Problem {

        private static final long serialVersionUID = 1;

        AlreadyStored() {
            super(ProblemCode.IDEMPOTENCY_KEY_IN_USE);
        }
    }
}
