package org.acme.registration;

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

/** Registration over REST, without authentication. */
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class RegistrationResource {

    private static final int ACCEPTED = 202;

    private final RegistrationService registrations;
    private final BotDefense botDefense;

    RegistrationResource(RegistrationService registrations, BotDefense botDefense) {
        this.botDefense = botDefense;
        this.registrations = registrations;
    }

    @POST
    @Path("register")
    @PermitAll
    @RateLimited({"register", "register-account"})
    @ResponseStatus(ACCEPTED)
    @FailsWith({ProblemCode.CHALLENGE_REQUIRED, ProblemCode.CHALLENGE_FAILED})
    @Operation(summary = "Register an account")
    public void register(@Valid @NotNull Register request) {
        botDefense.require(request.challenge());
        registrations.register(request);
    }

    @POST
    @Path("verify-email")
    @PermitAll
    @Operation(summary = "Confirm an e-mail address")
    public void verifyEmail(@Valid @NotNull VerifyEmail request) {
        registrations.verify(request);
    }
}
