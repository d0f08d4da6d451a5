package org.acme.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.authentication.PasswordPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody sets a new password with the token of a mail. */
public record ResetPassword(
        @NotBlank @Size(max = 200) String token,

        @NotNull @Size(max = 256) @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN)
        String newPassword) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ResetPassword";
    }
}
