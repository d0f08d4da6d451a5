package org.acme.security.botdefense;

import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Issues proof-of-work challenges without authentication, in the format of the ALTCHA widget. */
@Path("/api/v1/auth/challenge")
@EndpointDisabled(name = "app.issuer", stringValue = "external") // external-issuer-only
public class ChallengeResource {

    private final BotDefense botDefense;

    ChallengeResource(BotDefense botDefense) {
        this.botDefense = botDefense;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(summary = "Get a proof-of-work challenge")
    public ChallengeView challenge() {
        return botDefense.challenge();
    }
}
