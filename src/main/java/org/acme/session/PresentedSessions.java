package org.acme.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    void purge() {
        Instant ended = clock.instant().minus(KEPT_AFTER_END);
        purge.deleteOlderThan("sessions", "ends_at", ended);
        purge.deleteOlderThan("sessions", "revoked_at", ended);
    }

    @Scheduled(every = "10s", delayed = "10s")
    void recordLastUses() {
        uses.write(Kind.SESSION, sessions::unscopedRecordUse);
    }
}
