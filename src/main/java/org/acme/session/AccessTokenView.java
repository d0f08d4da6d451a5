package org.acme.session;

/**
 * A new access token of the same session with a new {@code auth_time}.
 *
 * @param expiresIn seconds
 */
public record AccessTokenView(String accessToken, String tokenType, long expiresIn) {

    @Override
    public String toString() {
        return "AccessTokenView";
    }
}
