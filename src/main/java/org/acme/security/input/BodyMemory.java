package org.acme.security.input;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory for large request bodies on this instance, {@code app.max-payload-memory}. A body counts with its
 * announced size, from its first byte until the response. A chunked body announces no size and counts with
 * {@code app.max-payload-size}: counting the bytes that have arrived would admit more bodies than fit into the memory
 * and refuse each when most of it has been received. Bodies of up to 16 KiB are not counted, so that clients with large
 * bodies cannot block logins.
 *
 * <p>Each user has at most a quarter of the memory, and so have all clients without valid credentials together: neither
 * can block the others.
 */
@ApplicationScoped
class BodyMemory {

    static final long SMALL = 16_384;

    /**
     * A large body is also parsed into a text and a record, and perhaps encrypted and stored: it takes several times
     * its size.
     */
    private static final long SHARE_OF_HEAP = 16;

    private static final int HOLDERS = 4;

    private final long share;
    private final AtomicLong free;
    private final ConcurrentMap<String, Long> held = new ConcurrentHashMap<>();

    BodyMemory(PayloadConfig config) {
        long most = config.maxPayloadMemory()
                .map(size -> size.asLongValue())
                .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        long largest = config.maxPayloadSize().asLongValue();
        share = Math.max(most / HOLDERS, largest);
        free = new AtomicLong(Math.max(most, largest));
    }

    /** @return false when the memory for a body of this size is not available to the holder */
    boolean take(String holder, long bytes) {
        boolean isWithinShare = held.merge(holder, bytes, Long::sum) <= share;
        if (free.addAndGet(-bytes) >= 0 && isWithinShare) {
            return true;
        }
        release(holder, bytes);
        return false;
    }

    void release(String holder, long bytes) {
        free.addAndGet(bytes);
        held.computeIfPresent(holder, (user, total) -> total == bytes ? null : total - bytes);
    }
}
