package org.acme.session;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.application.Permissions;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.authentication.CurrentClient;
import org.acme.security.dpop.DpopProofs;
import org.acme.security.inventory.FailsWith;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Login, refresh and re-authentication over REST. With an external issuer, these operations do not exist. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class LoginResource {

    private final SessionService sessions;
    private final CurrentCaller caller;
    private final CurrentClient client;
    private final DpopProofs proofs;

    LoginResource(SessionService sessions, CurrentCaller caller, CurrentClient client, DpopProofs proofs) {
        this.sessions = sessions;
        this.caller = caller;
        this.client = client;
        this.proofs = proofs;
    }

    @POST
    @Path("login")
    @PermitAll
    @RateLimited({"login-address", "login-account"})
    @FailsWith({
        ProblemCode.CHALLENGE_REQUIRED,
        ProblemCode.CHALLENGE_FAILED,
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.OTP_REQUIRED,
        ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS,
        ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS
    })
    @Operation(summary = "Log in")
    public TokenView logIn(@Valid @NotNull LogIn login) {
        return sessions.logIn(login, client.get(), proofs.verifiedClientKey());
    }

    @POST
    @Path("refresh")
    @PermitAll
    @RateLimited("refresh")
    @FailsWith({
        ProblemCode.INVALID_CREDENTIALS,
        ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS,
        ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS
    })
    @Operation(summary = "Exchange a refresh token for new tokens")
    public TokenView refresh(@Valid @NotNull RefreshSession request) {
        return sessions.refresh(request, proofs.verifiedClientKey());
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
    public AccessTokenView reauthenticate(@Valid @NotNull Reauthenticate request) {
        return sessions.reauthenticate(caller.get(), request, client.get(), proofs.verifiedClientKey());
    }
}
