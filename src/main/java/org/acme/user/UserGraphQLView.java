package org.acme.user;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.jspecify.annotations.Nullable;

/**
 * A user in GraphQL; the counterpart of {@link UserView}. Only administrators see more than id and name; the other
 * fields are null for other callers.
 */
@Type("User")
public record UserGraphQLView(
        @Id @NonNull UUID id,
        @Nullable String email,
        @NonNull String displayName,
        @Nullable String role,
        @Nullable UserStatus status,
        @Nullable Instant createdAt,
        @Nullable Instant lastLoginAt) {

    static UserGraphQLView of(UserView view) {
        if (view instanceof UserView.AccountView account) {
            return new UserGraphQLView(
                    account.id(),
                    account.email(),
                    account.displayName(),
                    account.role().key(),
                    account.status(),
                    account.createdAt(),
                    account.lastLoginAt());
        }
        UserView.NameView name = (UserView.NameView) view;
        return new UserGraphQLView(name.id(), null, name.displayName(), null, null, null, null);
    }
}
