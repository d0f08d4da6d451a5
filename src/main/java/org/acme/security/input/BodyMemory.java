package org.acme.security.input;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory for large request bodies on this instance, {@code app.max-payload-memory}. A body counts with its
 * announced size, from its first byte until the response. A chunked body announces no size and counts with
 * {@code app.max-payload-size}: counting the bytes that have arrived would admit more bodies than fit into the memory
 * and refuse each when most of it has been received. Bodies of up to 16 KiB are not counted, so that clients with large
 * bodies cannot block logins; without valid credentials, no larger ones are read.
 */
@ApplicationScoped
class BodyMemory {

    static final long SMALL = 16_384;

    /**
     * A large body is also parsed into a text and a record, and perhaps encrypted and stored: it takes several times
     * its size.
     */
    private static final long SHARE_OF_HEAP = 16;

    private final AtomicLong free;

    BodyMemory(PayloadConfig config) {
        long most = config.maxPayloadMemory()
                .map(size -> size.asLongValue())
                .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        free = new AtomicLong(Math.max(most, config.maxPayloadSize().asLongValue()));
    }

    /** @return false when the memory for a body of this size is not available */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        release(bytes);
        return false;
    }

    void release(long bytes) {
        free.addAndGet(bytes);
    }
}
