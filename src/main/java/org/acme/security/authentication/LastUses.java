package org.acme.security.authentication;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.acme.security.authentication.StateChange.Kind;

/**
 * Collects when sessions and API keys were last used. Scheduled jobs write the times to the tables, so that a request
 * costs no write.
 */
@Singleton
public class LastUses {

    private static final int BATCH = 200;

    private final Clock clock;
    private final Map<Kind, ConcurrentMap<UUID, Instant>> uses =
            Map.of(Kind.SESSION, new ConcurrentHashMap<>(), Kind.API_KEY, new ConcurrentHashMap<>());

    public LastUses(Clock clock) {
        this.clock = clock;
    }

    public void recordSession(UUID id) {
        uses.get(Kind.SESSION).put(id, clock.instant());
    }

    public void recordApiKey(UUID id) {
        uses.get(Kind.API_KEY).put(id, clock.instant());
    }

    /**
     * Writes the uses since the previous call, in batches with a transaction each, so that no transaction locks many
     * rows. When a batch fails, the next call writes it. Only existing credentials are recorded, so their number bounds
     * the memory.
     *
     * @param store writes one use
     */
    public void write(Kind kind, BiConsumer<UUID, Instant> store) {
        ConcurrentMap<UUID, Instant> recorded = uses.get(kind);
        List<UUID> ids = List.copyOf(recorded.keySet());
        for (int start = 0; start < ids.size(); start += BATCH) {
            Map<UUID, Instant> batch = new HashMap<>();
            ids.subList(start, Math.min(ids.size(), start + BATCH))
                    .forEach(id -> Optional.ofNullable(recorded.remove(id)).ifPresent(at -> batch.put(id, at)));
            boolean written = false;
            try {
                QuarkusTransaction.requiringNew().run(() -> batch.forEach(store));
                written = true;
            } finally {
                if (!written) {
                    batch.forEach(recorded::putIfAbsent);
                }
            }
        }
    }
}
