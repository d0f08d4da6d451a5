package org.acme.security.authentication;

/**
 * The algorithms that may sign an access token (RFC 7518, RFC 8037). One is in force; a token of another is refused.
 */
public enum SigningAlgorithm {
    HS256("HS256"),
    RS256("RS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private final String jose;

    SigningAlgorithm(String jose) {
        this.jose = jose;
    }

    /** The value of the {@code alg} header. */
    String jose() {
        return jose;
    }
}
