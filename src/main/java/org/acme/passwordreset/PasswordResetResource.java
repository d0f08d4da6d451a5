package org.acme.passwordreset;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.problem.ProblemCode;
import org.acme.security.botdefense.BotDefense;
import org.acme.security.inventory.FailsWith;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Password reset over REST, without authentication. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class PasswordResetResource {

    private static final int ACCEPTED = 202;

    private final PasswordResetService resets;
    private final BotDefense botDefense;

    PasswordResetResource(PasswordResetService resets, BotDefense botDefense) {
        this.resets = resets;
        this.botDefense = botDefense;
    }

    @POST
    @Path("password-reset")
    @PermitAll
    @RateLimited({"password-reset-address", "password-reset-account"})
    @ResponseStatus(ACCEPTED)
    @FailsWith({ProblemCode.CHALLENGE_REQUIRED, ProblemCode.CHALLENGE_FAILED})
    @Operation(summary = "Request a password reset")
    public void request(@Valid @NotNull RequestPasswordReset request) {
        botDefense.require(request.challenge());
        resets.request(request);
    }

    @POST
    @Path("password-reset/confirm")
    @PermitAll
    @Operation(summary = "Reset the password")
    public void confirm(@Valid @NotNull ResetPassword request) {
        resets.reset(request);
    }
}
