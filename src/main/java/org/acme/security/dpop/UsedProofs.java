package org.acme.security.dpop;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Remembers used proofs until they expire. */
interface UsedProofs {

    /**
     * Uses a proof. Of all calls with one proof, only the first returns {@code ACCEPTED}. The future never fails.
     *
     * @param now seconds since the epoch
     */
    Future<Use> use(AcceptedProof proof, long now);

    /** The purpose of the nonce that proofs currently need because of the store; null when they need none. */
    Nonces.@Nullable Purpose requiredNonce(long now);

    enum Use {
        ACCEPTED,
        REPLAYED,

        /** The proof cannot be remembered. */
        FULL,

        /** The proof needs another nonce, because Redis became unavailable or available again. */
        NEEDS_NONCE
    }
}
