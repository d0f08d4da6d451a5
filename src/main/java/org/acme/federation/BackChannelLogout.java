package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.issuer.IssuerTokens;
import org.acme.security.issuer.LogoutToken;
import org.acme.session.FederatedSessions;

/** Ends sessions when the issuer says so. A logout token that is sent again has no further effect. */
@ApplicationScoped
class BackChannelLogout {

    private static final String PARAMETER = "logout_token=";

    private final IssuerTokens tokens;
    private final IssuerLogins logins;
    private final ExternalIdentities identities;
    private final FederatedSessions sessions;
    private final Clock clock;

    BackChannelLogout(
            IssuerTokens tokens,
            IssuerLogins logins,
            ExternalIdentities identities,
            FederatedSessions sessions,
            Clock clock) {
        this.tokens = tokens;
        this.logins = logins;
        this.identities = identities;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** @throws Problem 400 when the form contains no valid logout token */
    void end(String form) {
        end(tokens.logoutToken(token(form), clock.instant()).orElseThrow(BackChannelLogout::refused));
    }

    /** Other parameters are ignored (section 2.5). A JWT needs no percent-encoding. */
    private static String token(String form) {
        List<String> given = Arrays.stream(form.split("&"))
                .filter(parameter -> parameter.startsWith(PARAMETER))
                .toList();
        if (given.size() != 1) {
            throw refused();
        }
        return given.get(0).substring(PARAMETER.length());
    }

    @Transactional
    void end(LogoutToken token) {
        if (token.loginHash() != null) {
            logins.end(token.loginHash(), token.issuedAt());
            sessions.end(token.loginHash());
        } else if (token.subject() != null
                && token.subjectHash() != null
                && logins.end(token.subjectHash(), token.issuedAt())) {
            identities.find(token.issuer(), token.subject()).ifPresent(identity -> sessions.endAll(identity.user()));
        }
    }

    private static Problem refused() {
        return new Problem(ProblemCode.MALFORMED_REQUEST, "The request contains no valid logout token.");
    }
}
