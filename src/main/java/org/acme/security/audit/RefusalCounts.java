package org.acme.security.audit;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Bounds how many refusals are recorded, so that an attacker cannot fill the audit log: of each caller, or of each
 * session that presents a refresh token, the first refusal of an operation within an hour, and those whose number is a
 * power of two. The count in the event shows the rest. Each instance counts for itself.
 */
@ApplicationScoped
class RefusalCounts {

    static final long NOT_RECORDED = 0;
    static final int MAX_COUNTS = 10_000;

    private static final long WINDOW = Duration.ofHours(1).toNanos();

    private final Map<Key, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
            return size() > MAX_COUNTS;
        }
    };

    /** Names in the code, so there are few. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final Ticker ticker;

    RefusalCounts(Ticker ticker) {
        this.ticker = ticker;
    }

    private record Key(UUID caller, Class<? extends AuditEvent> kind) {}

    private static final class Count {

        private final long start;
        private long refusals;

        /** The numbers of the operations that were refused. */
        private final BitSet operations = new BitSet();

        Count(long start) {
            this.start = start;
        }

        boolean isNew(int operation) {
            boolean known = operations.get(operation);
            operations.set(operation);
            return !known;
        }
    }

    /** Counts a refusal and returns its number within the hour, or {@link #NOT_RECORDED}. */
    synchronized long next(UUID caller, Class<? extends AuditEvent> kind, String operation) {
        Key key = new Key(caller, kind);
        long now = ticker.read();
        Count count = counts.get(key);
        if (count == null || now - count.start >= WINDOW) {
            count = new Count(now);
            counts.put(key, count);
        }
        count.refusals++;
        boolean recorded = count.isNew(numbers.computeIfAbsent(operation, added -> numbers.size()))
                | Long.bitCount(count.refusals) == 1;
        return recorded ? count.refusals : NOT_RECORDED;
    }
}
