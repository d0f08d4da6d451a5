package org.acme.security.dpop;

import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** A key that the client has proven to hold. Tokens are bound to it. */
public final class ProvenKey {

    private final String thumbprint;
    private final Runnable use;

    /** @param use marks the proof as used */
    ProvenKey(String thumbprint, Runnable use) {
        this.thumbprint = thumbprint;
        this.use = use;
    }

    /** SHA-256 of the key (RFC 7638): the {@code jkt} of tokens. */
    public String thumbprint() {
        return thumbprint;
    }

    /**
     * Marks the proof as used. Call it after a password or token was verified, so that only clients that have one take
     * memory, and before what can be used once only.
     *
     * @throws Problem 400 {@code invalid-dpop-proof} when the proof was used before; 400 {@code dpop-nonce-required} or
     *     503 when the store of used proofs could not check it
     */
    public void markProofUsed() {
        markProofUsed(() -> {});
    }

    /**
     * As {@link #markProofUsed()}.
     *
     * @param refused runs before the exception, unless the proof could not be checked
     */
    public void markProofUsed(Runnable refused) {
        try {
            use.run();
        } catch (Problem problem) {
            if (problem.code() == ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS) {
                refused.run();
            }
            throw problem;
        }
    }
}
