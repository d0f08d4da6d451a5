package org.acme.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.authentication.PasswordPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody replaces the password that they know. */
public record ChangePassword(
        @NotNull @Size(max = 256) String currentPassword,

        @NotNull @Size(max = 256) @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN)
        String newPassword) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ChangePassword";
    }
}
