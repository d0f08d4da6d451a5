package org.acme.registration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.password.PasswordPolicy;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request to register an account. */
public record Register(
        @NotNull @Nullable EmailAddress email,
        @NotBlank @Size(max = 100) String displayName,

        @NotNull
        @Size(max = 256)
        @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN, maxLength = PasswordPolicy.MAX)
        String password,

        @Size(max = 4_000) @Schema(description = "The solved proof of work. Always required.")
        String challenge)
        implements Keyed {

    @Override
    public @Nullable String rateLimitKey() {
        return email == null ? null : email.value();
    }

    @Override
    public String toString() {
        return "Register";
    }
}
