package org.acme.security.ratelimit.window;

import java.util.concurrent.atomic.AtomicLong;

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
}
