package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.dpop.DpopProofs;
import org.acme.security.issuer.IssuerTokens;

/** Requires recent authentication for a sensitive operation (step-up, RFC 9470). */
@ApplicationScoped
public class RecentLogin {

    private static final String AT_THE_ISSUER =
            "This operation requires recent authentication. Authenticate again at the issuer, then retry.";

    private final SessionConfig config;
    private final IssuerTokens issuer;
    private final DpopProofs proofs;
    private final Clock clock;

    RecentLogin(SessionConfig config, IssuerTokens issuer, DpopProofs proofs, Clock clock) {
        this.config = config;
        this.issuer = issuer;
        this.proofs = proofs;
        this.clock = clock;
    }

    /**
     * @throws Problem 401 when the authentication is older than {@code app.session.recent-login}, 403 for an API key
     */
    public void require(Caller caller) {
        if (caller.session() == null) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "This operation requires recent authentication. An API key cannot be used for it.");
        }
        if (caller.authenticatedAt().plus(config.recentLogin()).isBefore(clock.instant())) {
            throw tooOld();
        }
    }

    /** The challenge of RFC 9470, section 3. */
    private Problem tooOld() {
        ProblemCode code = ProblemCode.REAUTHENTICATION_REQUIRED;
        String acr = String.join(" ", issuer.recentLoginAcr());
        String challenge = "error=\"insufficient_user_authentication\", max_age="
                + config.recentLogin().toSeconds()
                + (issuer.isExternal() && !acr.isEmpty() ? ", acr_values=\"" + acr + "\"" : "");
        return Problem.withHeaders(
                code,
                issuer.isExternal() ? AT_THE_ISSUER : code.detail(),
                Map.of("WWW-Authenticate", proofs.challenge(challenge)));
    }
}
