package org.acme.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.application.Role;
import org.acme.security.authentication.Caller;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as the caller sees it: the account for administrators, the name for others. */
@Schema(anyOf = {UserView.NameView.class, UserView.AccountView.class})
public sealed interface UserView {

    UUID id();

    static UserView of(User user, Caller caller) {
        return caller.may(Permissions.USERS_UPDATE) ? AccountView.of(user) : NameView.of(user);
    }

    /** Identifies a user, for example to share a report. */
    record NameView(UUID id, String displayName) implements UserView {

        static NameView of(User user) {
            return new NameView(user.id, user.displayName);
        }
    }

    /** The account without its secrets. */
    record AccountView(
            UUID id,
            String email,
            String displayName,
            Role role,
            UserStatus status,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant lastLoginAt)
            implements UserView {

        static AccountView of(User user) {
            return new AccountView(
                    user.id,
                    user.email.value(),
                    user.displayName,
                    user.role,
                    user.status,
                    user.createdAt,
                    user.lastLoginAt);
        }
    }
}
