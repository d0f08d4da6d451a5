package org.acme.profile;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Type;

/** The caller's own account in GraphQL; the counterpart of {@link ProfileView}. */
@Type("Profile")
public record ProfileNode(
        @Id @NonNull UUID id,
        @NonNull String email,
        @NonNull String displayName,
        @NonNull String role,
        boolean mfaEnabled,
        @NonNull Instant createdAt) {

    static ProfileNode of(ProfileView profile) {
        return new ProfileNode(
                profile.id(),
                profile.email(),
                profile.displayName(),
                profile.role().key(),
                profile.mfaEnabled(),
                profile.createdAt());
    }
}
