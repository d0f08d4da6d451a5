package org.acme.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A new access token of the same session with a new {@code auth_time}. */
public record AccessTokenView(
        String accessToken,
        String tokenType,
        @Schema(description = "In seconds.") long expiresIn) {

    @Override
    public String toString() {
        return "AccessTokenView";
    }
}
