package org.acme.user;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.acme.application.Role;
import org.acme.security.password.PasswordPolicy;
import org.acme.shared.EmailAddress;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request of an administrator to create an account. */
public record CreateUser(
        @NotNull EmailAddress email,
        @NotBlank @Size(max = 100) String displayName,
        @NotNull Role role,

        @NotNull @Size(max = 256) @Schema(description = PasswordPolicy.RULE, minLength = PasswordPolicy.MIN)
        String password) {

    /** Omits the secret. */
    @Override
    public String toString() {
        return "CreateUser";
    }
}
