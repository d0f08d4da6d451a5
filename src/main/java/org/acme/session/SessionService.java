package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.acme.application.SecurityEvent.LoginFailed;
import org.acme.application.SecurityEvent.LoginRenewed;
import org.acme.application.SecurityEvent.LoginSucceeded;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.Client;
import org.acme.security.botdefense.BotDefense;
import org.acme.security.dpop.ProvenKey;
import org.acme.user.Account;
import org.acme.user.Accounts;
import org.jspecify.annotations.Nullable;

/** Opens and refreshes sessions. */
@ApplicationScoped
class SessionService {

    private final Sessions sessions;
    private final Accounts accounts;
    private final Credentials credentials;
    private final SuspiciousLogins suspicious;
    private final BotDefense botDefense;
    private final Rotation rotation;
    private final AccessTokens tokens;
    private final Audit audit;
    private final Clock clock;

    SessionService(
            Sessions sessions,
            Accounts accounts,
            Credentials credentials,
            SuspiciousLogins suspicious,
            BotDefense botDefense,
            Rotation rotation,
            AccessTokens tokens,
            Audit audit,
            Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.credentials = credentials;
        this.suspicious = suspicious;
        this.botDefense = botDefense;
        this.rotation = rotation;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    TokenView logIn(LogIn login, Client client, @Nullable ProvenKey key) {
        if (suspicious.needProofOfWork(login.email(), client)) {
            botDefense.require(login.challenge());
        }
        Account account = credentials.verify(login.email(), login.password(), login.otp(), client, key);
        return open(account, client, key).orElseThrow(() -> changedMeanwhile(account));
    }

    /** Opens no session when the account was disabled, or its password or second factor changed, during the login. */
    @Transactional
    Optional<TokenView> open(Account account, Client client, @Nullable ProvenKey key) {
        if (!accounts.recordLogin(account)) {
            return Optional.empty();
        }
        Session session = new Session(account.id(), client, clock.instant(), rotation.maxLifetime());
        session.bind(key);
        Rotation.Issued issued = rotation.begin(session);
        audit.record(new LoginSucceeded(account.id(), session.id));
        return Optional.of(view(issued, account));
    }

    /** Call it outside the transaction: the thrown problem would roll back the event. */
    private Problem changedMeanwhile(Account account) {
        audit.record(new LoginFailed(null, account.id(), "changed meanwhile"));
        return refused();
    }

    TokenView refresh(RefreshSession request, @Nullable ProvenKey key) {
        return exchange(request.refreshToken(), key).orElseThrow(SessionService::refused);
    }

    /** In one transaction, so that a client that gets 503 can retry with the same token. A refusal commits, too. */
    @Transactional
    Optional<TokenView> exchange(String token, @Nullable ProvenKey key) {
        return rotation.exchange(token, key).flatMap(issued -> accounts.byId(issued.session().userId)
                .filter(Account::active)
                .map(account -> view(issued, account)));
    }

    AccessTokenView reauthenticate(Caller caller, Reauthenticate request, Client client, @Nullable ProvenKey key) {
        Account account = accounts.byId(caller.id()).orElseThrow(SessionService::refused);
        // Before the credentials: a refused request would otherwise use a one-time password.
        requireBinding(caller, key);
        Account proven = credentials.verify(account.email(), request.password(), request.otp(), client, key);
        return renew(caller, proven, key).orElseThrow(() -> changedMeanwhile(proven));
    }

    @Transactional
    Session requireBinding(Caller caller, @Nullable ProvenKey key) {
        return sessions.ownForUpdate(caller, caller.session(), clock.instant())
                .filter(found -> found.accepts(key))
                .orElseThrow(SessionService::refused);
    }

    /**
     * Only this access token has the new {@code auth_time}. Refreshed ones keep that of the login, because an attacker
     * may have the refresh token. There is none when the password or second factor changed meanwhile.
     */
    @Transactional
    Optional<AccessTokenView> renew(Caller caller, Account account, @Nullable ProvenKey key) {
        if (!accounts.recordLogin(account)) {
            return Optional.empty();
        }
        Session session = requireBinding(caller, key);
        session.bind(key);
        audit.record(new LoginRenewed(caller.id(), session.id));
        String token =
                tokens.issue(caller.id(), session.id, account.role().key(), clock.instant(), session.keyThumbprint);
        return Optional.of(new AccessTokenView(
                token, scheme(session.keyThumbprint), tokens.lifetime().toSeconds()));
    }

    private TokenView view(Rotation.Issued issued, Account account) {
        Session session = issued.session();
        String access = tokens.issue(
                session.userId, session.id, account.role().key(), session.authenticatedAt, session.keyThumbprint);
        return new TokenView(
                access,
                scheme(session.keyThumbprint),
                tokens.lifetime().toSeconds(),
                issued.token(),
                issued.lifetime().toSeconds());
    }

    /** The token type (RFC 6750, RFC 9449). */
    private static String scheme(@Nullable String key) {
        return key == null ? "Bearer" : "DPoP";
    }

    private static Problem refused() {
        return new Problem(ProblemCode.INVALID_CREDENTIALS);
    }
}
