package org.acme.security.ratelimit.window;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Limits the memory for the windows of one policy. A quarter is reserved for the growth of existing windows, so that
 * invented keys do not take it.
 */
public final class MemoryBudget {

    private final long max;
    private final AtomicLong taken = new AtomicLong();

    MemoryBudget(long max) {
        this.max = max;
    }

    boolean takeForNewKey(int bytes) {
        return take(bytes, max - max / 4);
    }

    boolean takeToGrow(int bytes) {
        return take(bytes, max);
    }

    private boolean take(int bytes, long upTo) {
        if (taken.addAndGet(bytes) <= upTo) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** For the shared windows, whose number is fixed. */
    void takeInAnyCase(int bytes) {
        taken.addAndGet(bytes);
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }

    /** Parses a size from 1 MiB, enough for some thousand keys, to 1 GiB. */
    public static class Size implements Converter<MemorySize> {

        @Override
        public MemorySize convert(String value) {
            MemorySize size = new MemorySizeConverter().convert(value);
            if (size == null || size.asLongValue() < 1 << 20 || size.asLongValue() > 1 << 30) {
                throw new IllegalArgumentException("app.rate-limit.memory must be between 1M and 1G");
            }
            return size;
        }
    }
}
