package org.acme.passwordreset;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request for a password reset message.
 *
 * @param challenge the solved proof of work
 */
public record RequestPasswordReset(
        @NotNull @Nullable EmailAddress email,
        @Size(max = 4_000) String challenge) implements Keyed {

    @Override
    public @Nullable String rateLimitKey() {
        return email == null ? null : email.value();
    }
}
