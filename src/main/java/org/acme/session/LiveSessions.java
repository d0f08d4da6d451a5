package org.acme.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.acme.security.authentication.StoredSessions;

/** Looks up live sessions for authentication. */
@ApplicationScoped
class LiveSessions implements StoredSessions {

    private final Sessions sessions;
    private final Clock clock;

    LiveSessions(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Optional<UUID> ownerOf(UUID session) {
        return sessions.unscopedLive(session, clock.instant()).map(live -> live.userId);
    }
}
