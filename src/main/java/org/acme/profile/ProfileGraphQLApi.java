package org.acme.profile;

import io.quarkus.security.PermissionsAllowed;
import org.acme.application.Permissions;
import org.acme.security.authentication.CurrentCaller;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/** The caller's own account over GraphQL; the counterpart of {@link ProfileResource}. */
@GraphQLApi
public class ProfileGraphQLApi {

    private final ProfileService profiles;
    private final CurrentCaller caller;

    ProfileGraphQLApi(ProfileService profiles, CurrentCaller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @Query
    @PermissionsAllowed(Permissions.ACCOUNT)
    public ProfileView me() {
        return profiles.read(caller.get());
    }
}
