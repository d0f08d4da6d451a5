package org.acme.user;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.acme.security.authorization.Role;

/** An administrator changes an account; what is left out stays as it is. */
public record ReviseUser(
        @Size(min = 1, max = 100) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must not be blank")
        String displayName,

        Role role,
        UserStatus status) {

    /** Whether it changes what the account may do; a stolen token must not be enough for that. */
    boolean changesAuthority() {
        return role != null || status != null;
    }

    /** Whether an active admin is still one afterwards. */
    boolean keepsAdmin() {
        return (role == null || role == Role.ADMIN) && (status == null || status == UserStatus.ACTIVE);
    }
}
