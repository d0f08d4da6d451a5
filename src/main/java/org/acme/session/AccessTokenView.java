package org.acme.session;

/**
 * A token of the same session with a new time of authentication.
 *
 * @param expiresIn seconds
 */
public record AccessTokenView(String accessToken, String tokenType, long expiresIn) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "AccessTokenView";
    }
}
