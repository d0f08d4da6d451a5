package org.acme.profile;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.password.PasswordPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to change the caller's own password. */
public record ChangePassword(
        @NotNull @Size(max = 256) String currentPassword,

        @NotNull
        @Size(max = 256)
        @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN, maxLength = PasswordPolicy.MAX)
        String newPassword) {

    @Override
    public String toString() {
        return "ChangePassword";
    }
}
