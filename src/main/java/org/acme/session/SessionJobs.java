package org.acme.session;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.acme.security.authentication.LastUses;
import org.acme.security.authentication.StateChange.Kind;
import org.acme.shared.Purge;

/** Scheduled jobs for sessions: deletes old ones and records last uses. Safe to run on every instance. */
@ApplicationScoped
class SessionJobs {

    /** Sessions and their refresh tokens are kept for this long after their end. */
    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final Sessions sessions;
    private final LastUses uses;
    private final Purge purge;
    private final Clock clock;

    SessionJobs(Sessions sessions, LastUses uses, Purge purge, Clock clock) {
        this.sessions = sessions;
        this.uses = uses;
        this.purge = purge;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m")
    void purge() {
        Instant ended = clock.instant().minus(KEPT_AFTER_END);
        purge.olderThan("sessions", "ends_at", ended);
        purge.olderThan("sessions", "revoked_at", ended);
    }

    @Scheduled(every = "10s", delayed = "10s")
    void recordLastUses() {
        uses.write(Kind.SESSION, sessions::unscopedUsed);
    }
}
