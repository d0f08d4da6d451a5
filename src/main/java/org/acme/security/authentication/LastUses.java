package org.acme.security.authentication;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.acme.security.authentication.StateChange.Kind;

/**
 * Collects when sessions and API keys were last used. Scheduled jobs write the times to the tables, so that a request
 * costs no write.
 */
@Singleton
public class LastUses {

    private final Clock clock;
    private final Map<Kind, ConcurrentMap<UUID, Instant>> uses =
            Map.of(Kind.SESSION, new ConcurrentHashMap<>(), Kind.API_KEY, new ConcurrentHashMap<>());

    public LastUses(Clock clock) {
        this.clock = clock;
    }

    public void session(UUID id) {
        uses.get(Kind.SESSION).put(id, clock.instant());
    }

    public void apiKey(UUID id) {
        uses.get(Kind.API_KEY).put(id, clock.instant());
    }

    /**
     * Removes and returns the uses since the previous call. Only existing credentials are recorded, so their number
     * bounds the memory.
     */
    public Map<UUID, Instant> take(Kind kind) {
        Map<UUID, Instant> taken = new HashMap<>();
        uses.get(kind).keySet().forEach(id -> taken.put(id, uses.get(kind).remove(id)));
        return taken;
    }
}
