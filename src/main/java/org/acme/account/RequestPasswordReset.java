package org.acme.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;

/**
 * Somebody has lost their password.
 *
 * @param challenge a solved proof of work, where one is asked for
 */
public record RequestPasswordReset(
        @NotNull EmailAddress email, @Size(max = 4_000) String challenge) implements Keyed {

    @Override
    public String rateLimitKey() {
        return email == null ? null : email.value();
    }
}
