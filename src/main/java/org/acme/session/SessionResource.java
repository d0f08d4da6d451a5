package org.acme.session;

import io.quarkus.security.PermissionsAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.CurrentClient;
import org.acme.security.dpop.DpopProofs;
import org.acme.security.inventory.FailsWith;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The caller's own sessions over REST. */
@Path("/api/v1/auth")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final SessionService sessions;
    private final SessionList list;
    private final Revocation revocation;
    private final CurrentCaller caller;
    private final CurrentClient client;
    private final DpopProofs proofs;

    SessionResource(
            SessionService sessions,
            SessionList list,
            Revocation revocation,
            CurrentCaller caller,
            CurrentClient client,
            DpopProofs proofs) {
        this.sessions = sessions;
        this.list = list;
        this.revocation = revocation;
        this.caller = caller;
        this.client = client;
        this.proofs = proofs;
    }

    @POST
    @Path("reauthenticate")
    @PermissionsAllowed(Permissions.ACCOUNT)
    @RateLimited("reauthenticate")
    @FailsWith({
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.OTP_REQUIRED,
        ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS,
        ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS
    })
    @Operation(summary = "Authenticate again")
    public AccessTokenView reauthenticate(@Valid @NotNull Reauthenticate proof) {
        return sessions.reauthenticate(caller.get(), proof, client.get(), proofs.ofClient());
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
