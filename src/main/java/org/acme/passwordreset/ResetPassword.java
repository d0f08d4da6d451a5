package org.acme.passwordreset;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.security.password.PasswordPolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to set a new password with the token of an e-mail message. */
public record ResetPassword(
        @NotBlank @Size(max = 200) String token,

        @NotNull
        @Size(max = 256)
        @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN, maxLength = PasswordPolicy.MAX)
        String newPassword) {

    @Override
    public String toString() {
        return "ResetPassword";
    }
}
