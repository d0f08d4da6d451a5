package org.acme.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.security.issuer.IssuerTokens;
import org.acme.security.issuer.LogoutToken;
import org.acme.session.FederatedSessions;
import org.acme.user.FederatedAccounts;

/** Ends sessions when the issuer sends a logout token. A logout token that is sent again has no further effect. */
@ApplicationScoped
class BackChannelLogout {

    private static final String PARAMETER = "logout_token=";

    private final IssuerTokens tokens;
    private final IssuerLogins logins;
    private final ExternalIdentities identities;
    private final FederatedAccounts accounts;
    private final FederatedSessions sessions;
    private final Clock clock;

    BackChannelLogout(
            IssuerTokens tokens,
            IssuerLogins logins,
            ExternalIdentities identities,
            FederatedAccounts accounts,
            FederatedSessions sessions,
            Clock clock) {
        this.tokens = tokens;
        this.logins = logins;
        this.identities = identities;
        this.accounts = accounts;
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

    /**
     * Locks the user before sessions and logins, as every change does. With {@code sid} and {@code sub}, also ends the
     * user's logins whose tokens have no {@code sid}: the one that has ended may be among them.
     */
    @Transactional
    void end(LogoutToken token) {
        user(token).ifPresent(accounts::lock);
        if (token.loginHash() != null) {
            logins.end(token.loginHash(), token.issuedAt());
            sessions.end(token.loginHash());
            if (token.withoutSidHash() != null && logins.end(token.withoutSidHash(), token.issuedAt())) {
                sessions.end(token.withoutSidHash());
            }
        } else if (token.subjectHash() != null && logins.end(token.subjectHash(), token.issuedAt())) {
            // A concurrent login may have created the account meanwhile.
            user(token).ifPresent(sessions::endAll);
        }
    }

    private Optional<UUID> user(LogoutToken token) {
        return Optional.ofNullable(token.subject())
                .flatMap(subject -> identities.find(token.issuer(), subject))
                .map(ExternalIdentities.Identity::user);
    }

    private static Problem refused() {
        return Problem.malformed("The request contains no valid logout token.");
    }
}
