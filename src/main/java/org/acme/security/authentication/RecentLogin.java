package org.acme.security.authentication;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** Requires recent authentication for a sensitive operation (step-up, RFC 9470). */
@ApplicationScoped
public class RecentLogin {

    private final SessionConfig config;
    private final Clock clock;

    RecentLogin(SessionConfig config, Clock clock) {
        this.config = config;
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
            throw Problem.withChallenge(
                    ProblemCode.REAUTHENTICATION_REQUIRED,
                    "Bearer error=\"insufficient_user_authentication\", max_age="
                            + config.recentLogin().toSeconds());
        }
    }
}
