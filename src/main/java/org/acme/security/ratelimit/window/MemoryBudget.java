package org.acme.security.ratelimit.window;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Limits the memory for the windows of one policy. A quarter is reserved for the growth of existing windows, so that
 * invented keys do not take it.
 */
public final class MemoryBudget {

    private final long max;
    private final @Nullable MemoryBudget whole;
    private final AtomicLong taken = new AtomicLong();

    MemoryBudget(long max) {
        this(max, null);
    }

    private MemoryBudget(long max, @Nullable MemoryBudget whole) {
        this.max = max;
        this.whole = whole;
    }

    /** Half of this memory. What is taken of it is also taken of the whole. */
    MemoryBudget half() {
        return new MemoryBudget(max / 2, this);
    }

    boolean takeForNewKey(int bytes) {
        return take(bytes, 3);
    }

    boolean takeToGrow(int bytes) {
        return take(bytes, 4);
    }

    private boolean take(int bytes, int quarters) {
        if (taken.addAndGet(bytes) <= max / 4 * quarters && (whole == null || whole.take(bytes, quarters))) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    /** For the shared windows, whose number is fixed. */
    void takeInAnyCase(int bytes) {
        taken.addAndGet(bytes);
        if (whole != null) {
            whole.takeInAnyCase(bytes);
        }
    }

    void giveBack(int bytes) {
        takeInAnyCase(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
