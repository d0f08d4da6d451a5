package org.acme.passwordreset;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.ratelimit.Keyed;
import org.acme.shared.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request for a password reset message. */
public record RequestPasswordReset(
        @NotNull @Nullable EmailAddress email,

        @Size(max = 4_000) @Schema(description = "The solved proof of work. Always required.")
        String challenge)
        implements Keyed {

    @Override
    public @Nullable String rateLimitKey() {
        return email == null ? null : email.value();
    }
}
