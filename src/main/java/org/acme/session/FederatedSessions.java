package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.acme.application.SecurityEvent.LoginSucceeded;
import org.acme.application.SecurityEvent.SessionRevoked;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Client;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.issuer.IssuerLogin;

/** Sessions of logins at an external issuer. They issue no tokens; revoking one makes its tokens useless. */
// external-issuer-only:file
@ApplicationScoped
public class FederatedSessions {

    /** The entity generates its ids, and this one is given. */
    private static final String OPEN = """
            insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, user_agent, address,
              device, issuer_login)
            values (:id, :user, :now, :now, :authenticatedAt, :end, :userAgent, :address, :device, :login)
            on conflict (id) do nothing""";

    private final EntityManager database;
    private final Sessions sessions;
    private final Revocation revocation;
    private final SessionConfig config;
    private final Audit audit;
    private final Clock clock;

    FederatedSessions(
            EntityManager database,
            Sessions sessions,
            Revocation revocation,
            SessionConfig config,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.revocation = revocation;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** The owner of the login's session; empty when it is not live. */
    @Transactional
    public Optional<UUID> ownerOf(IssuerLogin login) {
        return sessions.unscopedLive(login.session(), clock.instant()).map(live -> live.userId);
    }

    /** Opens the session, which ends after {@code app.session.max-lifetime} at the latest. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void open(UUID user, IssuerLogin login, Client client) {
        Instant now = clock.instant();
        database.createNativeQuery(OPEN)
                .setParameter("id", login.session())
                .setParameter("user", user)
                .setParameter("now", now)
                .setParameter("authenticatedAt", login.authenticatedAt())
                .setParameter("end", now.plus(config.maxLifetime()))
                .setParameter("userAgent", client.userAgent())
                .setParameter("address", client.address())
                .setParameter("device", client.device())
                .setParameter("login", login.logoutHash())
                .executeUpdate();
        revocation.limit(user);
        audit.record(new LoginSucceeded(user, login.session()));
    }

    /** Revokes the sessions of logins that have ended at the issuer. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(String logoutHash) {
        sessions.unscopedOfLogin(logoutHash, clock.instant()).forEach(session -> {
            revocation.revoke(session);
            audit.record(new SessionRevoked(null, session.id));
        });
    }

    /** Revokes the sessions of a user whose logins have all ended at the issuer. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endAll(UUID user) {
        revocation.revokeAll(null, user);
    }
}
