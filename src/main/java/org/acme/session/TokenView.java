package org.acme.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tokens from login or refresh (RFC 6749, section 5.1). The refresh token works once. */
public record TokenView(
        String accessToken,
        String tokenType,
        @Schema(description = "In seconds.") long expiresIn,
        String refreshToken,
        @Schema(description = "In seconds.") long refreshExpiresIn) {

    @Override
    public String toString() {
        return "TokenView";
    }
}
