package org.acme.federation;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.PermissionsAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.inventory.FailsWith;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Links existing accounts to users of the issuer, over REST. */
@Path("/api/v1/users/{id}/identity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@EndpointDisabled(name = "app.issuer", stringValue = "own", disableIfMissing = true)
public class IdentityResource {

    private final IdentityService identities;
    private final CurrentCaller caller;

    IdentityResource(IdentityService identities, CurrentCaller caller) {
        this.identities = identities;
        this.caller = caller;
    }

    @PUT
    @PermissionsAllowed(Permissions.USERS_UPDATE)
    @RequiresRecentLogin
    @FailsWith(ProblemCode.CONFLICT)
    @Operation(summary = "Link an account to a user of the issuer")
    public void link(@PathParam("id") UUID id, @Valid @NotNull LinkIdentity request) {
        identities.link(caller.get(), id, request);
    }
}
