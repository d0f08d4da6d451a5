package org.acme.security.dpop;

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
     * Uses the proof. Call it after a password or token was verified, so that only clients that have one take memory,
     * and before what can be used once only.
     *
     * @throws org.acme.problem.Problem 400 {@code invalid-dpop-proof} when the proof was used before
     */
    public void use() {
        use.run();
    }
}
