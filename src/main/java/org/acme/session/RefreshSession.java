package org.acme.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.jspecify.annotations.Nullable;

/** A request to exchange a refresh token for new tokens. */
public record RefreshSession(
        @NotBlank @Size(max = 200) @Nullable String refreshToken) implements Keyed {

    /**
     * The pseudonym of the session, which only its refresh tokens contain. A made-up pseudonym belongs to no valid
     * token.
     */
    @Override
    public @Nullable String rateLimitKey() {
        return refreshToken == null ? null : refreshToken.split("\\.", 2)[0];
    }

    @Override
    public String toString() {
        return "RefreshSession";
    }
}
