package org.acme.user;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** A user in GraphQL, where one type shows what {@link UserView} shows: all but the name is null for most callers. */
@Type("User")
public record UserNode(
        @Id @NonNull UUID id,
        String email,
        @NonNull String displayName,
        String role,
        UserStatus status,
        Instant createdAt,
        Instant lastLoginAt) {

    static UserNode of(UserView view) {
        if (view instanceof UserView.AccountView account) {
            return new UserNode(
                    account.id(),
                    account.email(),
                    account.displayName(),
                    account.role().key(),
                    account.status(),
                    account.createdAt(),
                    account.lastLoginAt());
        }
        UserView.NameView name = (UserView.NameView) view;
        return new UserNode(name.id(), null, name.displayName(), null, null, null, null);
    }
}
