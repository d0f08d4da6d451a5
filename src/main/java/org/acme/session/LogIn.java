package org.acme.session;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A login request. */
public record LogIn(
        @NotNull @Nullable EmailAddress email,
        @NotNull @Size(max = 256) String password,

        @Size(max = 64)
        @Schema(description = "A one-time password or recovery code. Required with a second factor.")
        @Nullable
        String otp,

        @Size(max = 4_000)
        @Schema(description = "The solved proof of work. Required after repeated failures.")
        @Nullable
        String challenge)
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
