package org.acme.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.application.Role;
import org.acme.security.password.PasswordPolicy;
import org.acme.shared.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request of an administrator to create an account.
 *
 * @param password {@link InitialPassword} checks it; absent with an external issuer
 */
public record CreateUser(
        @NotNull EmailAddress email,
        @NotBlank @Size(max = 100) String displayName,
        @NotNull Role role,

        @Size(max = 256)
        @Schema(
                required = true,
                description = PasswordPolicy.RULE,
                minLength = PasswordPolicy.MIN,
                maxLength = PasswordPolicy.MAX)
        @Nullable
        String password) {

    @Override
    public String toString() {
        return "CreateUser";
    }
}
