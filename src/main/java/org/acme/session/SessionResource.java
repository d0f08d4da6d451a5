package org.acme.session;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.paging.PageQuery;
import org.acme.security.authentication.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's own sessions over REST. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final SessionList list;
    private final Revocation revocation;
    private final CurrentCaller caller;

    SessionResource(SessionList list, Revocation revocation, CurrentCaller caller) {
        this.list = list;
        this.revocation = revocation;
        this.caller = caller;
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Log out of the current session")
    public void logOut() {
        revocation.revokeCurrent(caller.get());
    }

    @GET
    @Path("sessions")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "List your sessions")
    public Page<SessionView> list(@Valid @BeanParam PageQuery query) {
        return list.page(caller.get(), query);
    }

    @DELETE
    @Path("sessions/{id}")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Revoke one of your sessions")
    public void revoke(@PathParam("id") UUID id) {
        revocation.revoke(caller.get(), id);
    }

    @DELETE
    @Path("sessions")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @Operation(summary = "Revoke all your sessions")
    public void revokeAll() {
        revocation.revokeOwn(caller.get());
    }
}
