package org.acme.profile;

import io.quarkus.security.PermissionsAllowed;
import jakarta.enterprise.context.RequestScoped;
import org.acme.application.Permissions;
import org.acme.security.authentication.Caller;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/** The caller's own account over GraphQL; the counterpart of {@link ProfileResource}. */
@GraphQLApi
@RequestScoped
public class ProfileGraphQLApi {

    private final ProfileService profiles;
    private final Caller caller;

    ProfileGraphQLApi(ProfileService profiles, Caller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @Query
    @PermissionsAllowed(Permissions.ACCOUNT)
    public ProfileNode me() {
        return ProfileNode.of(profiles.read(caller));
    }
}
