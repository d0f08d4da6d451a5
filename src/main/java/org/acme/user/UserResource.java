package org.acme.user;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.RecentLoginFilter;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.idempotency.Idempotent;
import org.acme.security.inventory.FailsWith;
import org.acme.security.ratelimit.RateLimited;
import org.acme.shared.Created;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The user directory over REST. */
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UserResource {

    private final UserService users;
    private final RecentLoginFilter recentLogin;
    private final CurrentCaller caller;

    UserResource(UserService users, RecentLoginFilter recentLogin, CurrentCaller caller) {
        this.users = users;
        this.recentLogin = recentLogin;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @RateLimited("user-list")
    @Operation(summary = "List users")
    public Page<UserView> list(@Valid @BeanParam UserQuery query) {
        return users.list(caller.get(), query);
    }

    @GET
    @Path("{id}")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Get a user")
    public UserView read(@PathParam("id") UUID id) {
        return users.read(caller.get(), id);
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_CREATE)
    @RateLimited("user-create")
    @RequiresRecentLogin
    @Idempotent
    @APIResponseSchema(value = UserView.AccountView.class, responseCode = "201", responseDescription = "Created")
    @Operation(summary = "Create a user")
    public Response create(@Valid @NotNull CreateUser request) {
        UserView.AccountView created = users.create(caller.get(), request);
        return Created.at("/api/v1/users/" + created.id()).entity(created).build();
    }

    @PATCH
    @Path("{id}")
    @PermissionsAllowed(Permissions.USERS_UPDATE)
    @FailsWith({ProblemCode.CONFLICT, ProblemCode.REAUTHENTICATION_REQUIRED})
    @Operation(
            summary = "Change a user",
            description = "A change of role or status requires recent authentication, and no API key can make it.")
    public UserView revise(@PathParam("id") UUID id, @Valid @NotNull ReviseUser revision) {
        if (revision.changesAuthority()) {
            recentLogin.require(caller.get());
        }
        return users.revise(caller.get(), id, revision);
    }

    @DELETE
    @Path("{id}")
    @PermissionsAllowed(Permissions.USERS_DELETE)
    @RequiresRecentLogin
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Delete a user")
    public void delete(@PathParam("id") UUID id) {
        users.delete(caller.get(), id);
    }
}
