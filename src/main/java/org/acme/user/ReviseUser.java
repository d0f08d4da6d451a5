package org.acme.user;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.acme.application.Role;
import org.acme.shared.VisibleText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A request of an administrator to change an account. */
@Schema(description = "Absent and null fields stay unchanged.")
public record ReviseUser(
        @Size(min = 1, max = 100)
        @Pattern(regexp = VisibleText.REGEX, message = "must not be blank")
        @Schema(pattern = "\\S")
        @Nullable
        String displayName,

        @Nullable Role role,
        @Nullable UserStatus status) {

    /**
     * Whether the request changes role or status, which requires recent authentication, so that a stolen token does not
     * suffice.
     */
    boolean changesAuthority() {
        return role != null || status != null;
    }

    /** Whether an active administrator remains one. */
    boolean keepsAdmin() {
        return (role == null || role == Role.ADMIN) && (status == null || status == UserStatus.ACTIVE);
    }
}
