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
 * When sessions and API keys were last used, collected here so that a use costs no write; jobs carry it to the tables.
 */
@Singleton
public class LastUses {

    private final Clock clock;
    private final Map<Kind, ConcurrentMap<UUID, Instant>> uses =
            Map.of(Kind.SESSION, new ConcurrentHashMap<>(), Kind.API_KEY, new ConcurrentHashMap<>());

    LastUses(Clock clock) {
        this.clock = clock;
    }

    void session(UUID id) {
        uses.get(Kind.SESSION).put(id, clock.instant());
    }

    void apiKey(UUID id) {
        uses.get(Kind.API_KEY).put(id, clock.instant());
    }

    /** What was used since the last call; only credentials that exist are in it, so it is bounded by their number. */
    public Map<UUID, Instant> take(Kind kind) {
        Map<UUID, Instant> taken = new HashMap<>();
        uses.get(kind).keySet().forEach(id -> taken.put(id, uses.get(kind).remove(id)));
        return taken;
    }
}
