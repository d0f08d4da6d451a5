package org.acme.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;

/**
 * Somebody proves who they are.
 *
 * @param otp a one-time password or a recovery code, where a second factor is enrolled
 * @param challenge a solved proof of work, where one is asked for
 */
public record LogIn(
        @NotNull EmailAddress email,
        @NotNull @Size(max = 256) String password,
        @Size(max = 64) String otp,
        @Size(max = 4_000) String challenge)
        implements Keyed {

    @Override
    public String rateLimitKey() {
        return email == null ? null : email.value();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "LogIn";
    }
}
