package org.acme.security.payload;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that large request bodies may take on this instance at one time, {@code app.max-payload-memory}. A body
 * counts from its first byte until its request has been answered, as large as it was announced. Bodies of up to 16 KiB
 * are not counted, so that clients which hold all of it do not keep others from logging in.
 */
@ApplicationScoped
class BodyMemory {

    static final long SMALL = 16_384;

    /** A large body is read into a text and a record, and may be encrypted and stored: several times its size. */
    private static final long SHARE_OF_HEAP = 16;

    private final AtomicLong free;

    BodyMemory(PayloadConfig config) {
        long most = config.maxPayloadMemory()
                .map(size -> size.asLongValue())
                .orElse(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        free = new AtomicLong(Math.max(most, config.maxPayloadSize().asLongValue()));
    }

    /** @return false when there is no room for a body of this size */
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
