package org.acme.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * A login request.
 *
 * @param otp a one-time password or a recovery code; required when a second factor is enrolled
 * @param challenge the solved proof of work; required after repeated failures
 */
public record LogIn(
        @NotNull @Nullable EmailAddress email,
        @NotNull @Size(max = 256) String password,
        @Size(max = 64) String otp,
        @Size(max = 4_000) String challenge)
        implements Keyed {

    @Override
    public @Nullable String rateLimitKey() {
        return email == null ? null : email.value();
    }

    @Override
    public String toString() {
        return "LogIn";
    }
}
