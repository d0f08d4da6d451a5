package org.acme.profile;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.application.Permissions;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's own account over REST. */
@Path("/api/v1/users/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProfileResource {

    private final ProfileService profiles;
    private final CurrentCaller caller;

    ProfileResource(ProfileService profiles, CurrentCaller caller) {
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Get your account")
    public ProfileView read() {
        return profiles.read(caller.get());
    }

    @PATCH
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RateLimited("rename")
    @Operation(summary = "Change your display name")
    public ProfileView revise(@Valid @NotNull ReviseProfile revision) {
        return profiles.revise(caller.get(), revision);
    }
}
