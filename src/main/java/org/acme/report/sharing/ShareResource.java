package org.acme.report.sharing;

import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Page;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.inventory.FailsWith;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The shares of a report over REST. */
@Path("/api/v1/reports/{id}/shares")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ShareResource {

    private final SharingService sharing;
    private final CurrentCaller caller;

    ShareResource(SharingService sharing, CurrentCaller caller) {
        this.sharing = sharing;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "List the shares of a report")
    public Page<ShareView> list(@PathParam("id") UUID id) {
        return new Page<>(sharing.list(caller.get(), id), null);
    }

    @PUT
    @Path("{userId}")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Share a report with a user", description = "A new share also requires `users:read`.")
    public void share(@PathParam("id") UUID id, @PathParam("userId") UUID userId, @Valid @NotNull ShareReport request) {
        sharing.share(caller.get(), id, userId, request);
    }

    @DELETE
    @Path("{userId}")
    @PermissionsAllowed(Permissions.REPORTS_WRITE)
    @Operation(summary = "Revoke a share of a report")
    public void unshare(@PathParam("id") UUID id, @PathParam("userId") UUID userId) {
        sharing.unshare(caller.get(), id, userId);
    }
}
