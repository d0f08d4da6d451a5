package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.acme.application.SecurityEvent.LoginRenewed;
import org.acme.application.SecurityEvent.LoginSucceeded;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.Client;
import org.acme.security.botdefense.BotDefense;
import org.acme.user.Account;
import org.acme.user.Accounts;

/** Opens and refreshes sessions. */
@ApplicationScoped
class SessionService {

    private static final String BEARER = "Bearer";

    private final Sessions sessions;
    private final Accounts accounts;
    private final Credentials credentials;
    private final LoginThrottle throttle;
    private final BotDefense botDefense;
    private final Rotation rotation;
    private final AccessTokens tokens;
    private final Audit audit;
    private final Clock clock;

    SessionService(
            Sessions sessions,
            Accounts accounts,
            Credentials credentials,
            LoginThrottle throttle,
            BotDefense botDefense,
            Rotation rotation,
            AccessTokens tokens,
            Audit audit,
            Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.credentials = credentials;
        this.throttle = throttle;
        this.botDefense = botDefense;
        this.rotation = rotation;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    TokenView logIn(LogIn login, Client client) {
        if (throttle.isSuspicious(login.email(), client)) {
            botDefense.require(login.challenge());
        }
        Account account = credentials.prove(login.email(), login.password(), login.otp(), client);
        return open(account, client);
    }

    /** Opens no session when the account was disabled or its password changed during the login. */
    @Transactional
    TokenView open(Account account, Client client) {
        if (!accounts.loggedIn(account)) {
            throw refused();
        }
        Session session = new Session(account.id(), client, clock.instant(), rotation.maxLifetime());
        sessions.persistAndFlush(session);
        audit.record(new LoginSucceeded(account.id(), session.id));
        return view(rotation.issue(session), account);
    }

    TokenView refresh(RefreshSession request) {
        Rotation.Issued issued = rotation.exchange(request.refreshToken()).orElseThrow(SessionService::refused);
        Account account = accounts.byId(issued.user()).filter(Account::active).orElseThrow(SessionService::refused);
        return view(issued, account);
    }

    AccessTokenView reauthenticate(Caller caller, Reauthenticate proof, Client client) {
        Account account = accounts.byId(caller.id()).orElseThrow(SessionService::refused);
        credentials.prove(account.email(), proof.password(), proof.otp(), client);
        return renew(caller, account);
    }

    @Transactional
    AccessTokenView renew(Caller caller, Account account) {
        Session session =
                sessions.ownForUpdate(caller, caller.session(), clock.instant()).orElseThrow(SessionService::refused);
        session.authenticatedAt = clock.instant();
        audit.record(new LoginRenewed(caller.id(), session.id));
        String token = tokens.issue(caller.id(), session.id, account.role().key(), session.authenticatedAt);
        return new AccessTokenView(token, BEARER, tokens.lifetime().toSeconds());
    }

    private TokenView view(Rotation.Issued issued, Account account) {
        String access =
                tokens.issue(issued.user(), issued.session(), account.role().key(), issued.authenticatedAt());
        return new TokenView(
                access,
                BEARER,
                tokens.lifetime().toSeconds(),
                issued.token(),
                issued.lifetime().toSeconds());
    }

    private static Problem refused() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS);
    }
}
