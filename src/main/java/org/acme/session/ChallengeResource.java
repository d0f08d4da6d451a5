package org.acme.session;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.acme.security.botdefense.BotDefense;
import org.acme.security.botdefense.ChallengeView;

/** Challenges for those who cannot log in yet, as ALTCHA's widget fetches them. */
@Path("/api/v1/auth/challenge")
public class ChallengeResource {

    private final BotDefense botDefense;

    ChallengeResource(BotDefense botDefense) {
        this.botDefense = botDefense;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public ChallengeView challenge() {
        return botDefense.challenge();
    }
}
