package org.acme.session;

/**
 * What a login or a refresh yields (RFC 6749, section 5.1). The refresh token is good for one use.
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 */
public record TokenView(
        String accessToken, String tokenType, long expiresIn, String refreshToken, long refreshExpiresIn) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "TokenView";
    }
}
