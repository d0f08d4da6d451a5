package org.acme.account;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;

/**
 * Somebody has lost their password.
 *
 * @param challenge a solved proof of work, where one is asked for
 */
public record RequestPasswordReset(
        @NotBlank @Email @Size(min = 3, max = 254) String email,
        @Size(max = 4_000) String challenge) implements Keyed {

    @Override
    public String rateLimitKey() {
        return email;
    }
}
