package org.acme.session;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.acme.application.SecurityEvent.SessionRevoked;
import org.acme.application.SecurityEvent.SessionsRevoked;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.StateChange;
import org.acme.security.authentication.StateChanges;
import org.acme.user.AccountSessions;
import org.jspecify.annotations.Nullable;

/** Revokes sessions. This instance applies it to the next request, other instances within the revocation delay. */
@ApplicationScoped
public class Revocation implements AccountSessions {

    /** More than users need, and few enough to be revoked in one statement. */
    static final int MAX_LIVE = 1_000;

    private final Sessions sessions;
    private final StateChanges changes;
    private final Audit audit;
    private final Clock clock;
    private final List<AccountSessions> kinds; // external-issuer-only

    Revocation(
            Sessions sessions,
            StateChanges changes,
            Audit audit,
            @All List<AccountSessions> kinds, // external-issuer-only
            Clock clock) {
        this.kinds = kinds; // external-issuer-only
        this.sessions = sessions;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws Problem 404 when it is not a live session of the caller */
    @Transactional
    void revoke(Caller caller, UUID id) {
        revoke(sessions.ownForUpdate(caller, id, clock.instant()).orElseThrow(Problem::notFound));
        audit.record(new SessionRevoked(caller.id(), id));
    }

    /** Does nothing when another request has already revoked the session. */
    @Transactional
    void revokeCurrent(Caller caller) {
        sessions.ownForUpdate(caller, caller.session(), clock.instant()).ifPresent(session -> {
            revoke(session);
            audit.record(new SessionRevoked(caller.id(), session.id));
        });
    }

    @Transactional
    void revokeOwn(Caller caller) {
        revokeAll(caller.id(), caller.id(), null);
        // Locks the logins after the user, as the deletion of an account does.
        kinds.forEach(kind -> kind.refuseUnusedTokens(caller.id())); // external-issuer-only
    }

    /** Revokes all sessions of the caller except the current one. */
    @Transactional
    public void revokeOthers(Caller caller) {
        revokeAll(caller.id(), caller.id(), caller.session());
    }

    @Override
    @Transactional
    public void revokeAll(@Nullable UUID actor, UUID user) {
        revokeAll(actor, user, null);
    }

    private void revokeAll(@Nullable UUID actor, UUID user, @Nullable UUID spared) {
        List<UUID> revoked = sessions.unscopedRevokeAllOf(user, spared, clock.instant());
        changes.notifyInstancesOfSessions(revoked);
        if (!revoked.isEmpty()) {
            audit.record(new SessionsRevoked(actor, user));
        }
    }

    /**
     * Ends sessions beyond the newest {@link #MAX_LIVE}, 100 at most. Call it after opening a session, in a transaction
     * that has locked the user.
     */
    void limit(UUID user) {
        List<UUID> revoked = sessions.unscopedRevokeBeyond(MAX_LIVE, user, clock.instant());
        changes.notifyInstancesOfSessions(revoked);
        revoked.forEach(session -> audit.record(new SessionRevoked(null, session)));
    }

    void revoke(Session session) {
        session.revokedAt = clock.instant();
        changes.notifyInstances(StateChange.session(session.id));
    }
}
