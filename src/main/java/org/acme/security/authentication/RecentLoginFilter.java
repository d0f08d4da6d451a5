package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.dpop.DpopProofs;
import org.acme.security.issuer.IssuerTokens;

/**
 * Requires recent authentication for a sensitive operation (step-up, RFC 9470). Checks marked operations before the
 * body is parsed.
 */
@Provider
@RequiresRecentLogin
@ApplicationScoped
public class RecentLoginFilter implements ContainerRequestFilter {

    // external-issuer-only:begin
    private static final String AT_THE_ISSUER =
            "This operation requires recent authentication. Authenticate again at the issuer, then retry.";
    // external-issuer-only:end

    /**
     * A time further in the future cannot tell how old the authentication is: the clock was set back. Of two instances,
     * one can be 30 seconds ahead and the other as much behind.
     */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final SessionConfig config;
    private final IssuerTokens issuer; // external-issuer-only
    private final DpopProofs proofs;
    private final CurrentCaller caller;
    private final Clock clock;

    RecentLoginFilter(
            SessionConfig config,
            IssuerTokens issuer, // external-issuer-only
            DpopProofs proofs,
            CurrentCaller caller,
            Clock clock) {
        this.config = config;
        this.issuer = issuer; // external-issuer-only
        this.proofs = proofs;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        require(caller.get());
    }

    /**
     * @throws Problem 401 when the authentication is older than {@code app.session.recent-login} or in the future, 403
     *     for an API key
     */
    public void require(Caller caller) {
        if (caller.session() == null) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "This operation requires recent authentication. An API key cannot be used for it.");
        }
        Instant now = clock.instant();
        boolean recent = !caller.authenticatedAt().plus(config.recentLogin()).isBefore(now);
        if (!recent || caller.authenticatedAt().isAfter(now.plus(SKEW))) {
            throw tooOld();
        }
    }

    /** The challenge of RFC 9470, section 3. */
    private Problem tooOld() {
        String challenge = "error=\"insufficient_user_authentication\", max_age="
                + config.recentLogin().toSeconds();
        // external-issuer-only:begin
        if (issuer.isExternal()) {
            String acr = String.join(" ", issuer.recentLoginAcr());
            return tooOld(AT_THE_ISSUER, challenge + (acr.isEmpty() ? "" : ", acr_values=\"" + acr + "\""));
        }
        // external-issuer-only:end
        return tooOld(ProblemCode.REAUTHENTICATION_REQUIRED.detail(), challenge);
    }

    private Problem tooOld(String detail, String challenge) {
        return Problem.withHeaders(
                ProblemCode.REAUTHENTICATION_REQUIRED, detail, Map.of("WWW-Authenticate", proofs.challenge(challenge)));
    }
}
