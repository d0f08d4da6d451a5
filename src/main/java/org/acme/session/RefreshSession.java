package org.acme.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;

/** A client exchanges its refresh token for a new pair. */
public record RefreshSession(@NotBlank @Size(max = 200) String refreshToken) implements Keyed {

    /**
     * The session, by the name that only its refresh tokens carry; a client that makes up a name has no token that
     * works.
     */
    @Override
    public String rateLimitKey() {
        return refreshToken == null ? null : refreshToken.split("\\.", 2)[0];
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "RefreshSession";
    }
}
