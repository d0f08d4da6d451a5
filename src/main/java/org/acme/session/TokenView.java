package org.acme.session;

/**
 * The tokens from login or refresh (RFC 6749, section 5.1). The refresh token works once.
 *
 * @param expiresIn seconds
 * @param refreshExpiresIn seconds
 */
public record TokenView(
        String accessToken, String tokenType, long expiresIn, String refreshToken, long refreshExpiresIn) {

    @Override
    public String toString() {
        return "TokenView";
    }
}
