package org.acme.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.SessionLookup;
import org.acme.security.authentication.StateChange.Kind;
import org.acme.shared.Purge;

/** Looks up live sessions for authentication, records their use and deletes old ones. */
@ApplicationScoped
class PresentedSessions implements SessionLookup {

    /** Sessions and their refresh tokens are kept for this long after their end. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final Sessions sessions;
    private final LastUses uses;
    private final Purge purge;
    private final Clock clock;

    PresentedSessions(Sessions sessions, LastUses uses, Purge purge, Clock clock) {
        this.sessions = sessions;
        this.uses = uses;
        this.purge = purge;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Optional<UUID> ownerOf(UUID session) {
        return sessions.unscopedLive(session, clock.instant()).map(live -> live.userId);
    }

    @Scheduled(every = "1h", delayed = "1m")
    void purgeEnded() {
        purge.deleteOlderThan("sessions", "ends_at", clock.instant().minus(KEPT_AFTER_END));
    }

    /** A job of its own, which a session that {@link #purgeEnded} cannot delete does not stop. */
    @Scheduled(every = "1h", delayed = "1m")
    void purgeRevoked() {
        purge.deleteOlderThan("sessions", "revoked_at", clock.instant().minus(KEPT_AFTER_END));
    }

    @Scheduled(every = "10s", delayed = "10s")
    void recordLastUses() {
        uses.write(Kind.SESSION, sessions::unscopedRecordUse);
    }
}
