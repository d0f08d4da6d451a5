package org.acme.security.input;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory for large request bodies on this instance, {@code app.max-payload-memory}. A body counts with the
 * bytes that have arrived, until the response ({@link BodyFilter}): an announced size costs the client nothing, so it
 * takes no memory. When the memory is full, the body that needs more is refused, which frees what it has for the
 * others. Bodies of up to 16 KiB are not counted, so that clients with large bodies cannot block logins.
 *
 * <p>Each user has at most a 32nd of the memory, or one body of {@code app.max-payload-size} if that is more, and so
 * have all clients without valid credentials together: blocking the others takes dozens of accounts.
 */
@ApplicationScoped
class BodyMemory {

    static final long SMALL = 16_384;

    /**
     * A large body is also parsed into a text and a record, and perhaps encrypted and stored: it takes several times
     * its size.
     */
    private static final long SHARE_OF_HEAP = 16;

    private static final int HOLDERS = 32;

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

    /**
     * @return false when the memory for the larger size is not available to the holder; the body then keeps the former
     */
    boolean tryGrow(String holder, long from, long to) {
        long bytes = counted(to) - counted(from);
        if (bytes == 0) {
            return true;
        }
        boolean isWithinShare = held.merge(holder, bytes, Long::sum) <= share;
        if (free.addAndGet(-bytes) >= 0 && isWithinShare) {
            return true;
        }
        free(holder, bytes);
        return false;
    }

    void release(String holder, long size) {
        if (counted(size) > 0) {
            free(holder, counted(size));
        }
    }

    private void free(String holder, long bytes) {
        free.addAndGet(bytes);
        held.computeIfPresent(holder, (user, total) -> total == bytes ? null : total - bytes);
    }

    private static long counted(long size) {
        return size > SMALL ? size : 0;
    }
}
