package org.acme.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;

/** Somebody proves who they are. */
public record LogIn(
        @NotBlank @Size(max = 254) String email,
        @NotNull @Size(max = 128) String password) implements Keyed {

    @Override
    public String rateLimitKey() {
        return email;
    }
}
