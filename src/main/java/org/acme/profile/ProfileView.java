package org.acme.profile;

import java.time.Instant;
import java.util.UUID;
import org.acme.user.Account;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The account as its owner sees it. */
@Type("Profile")
public record ProfileView(
        @Id @NonNull UUID id,
        @NonNull String email,
        @NonNull String displayName,
        @Schema(ref = "Role") @NonNull String role,
        boolean mfaEnabled,
        @NonNull Instant createdAt) {

    static ProfileView of(Account account) {
        return new ProfileView(
                account.id(),
                account.email().value(),
                account.displayName(),
                account.role().key(),
                account.mfaEnabled(),
                account.createdAt());
    }
}
