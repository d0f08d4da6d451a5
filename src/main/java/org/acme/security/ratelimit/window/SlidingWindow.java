package org.acme.security.ratelimit.window;

import org.acme.security.ratelimit.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The times of the latest admissions of one key, in a ring buffer that grows on demand: at most {@code max} admissions
 * in any span {@code [t, t + window)}. A decision takes amortized O(1) and allocates nothing. To save memory, it stores
 * neither its key nor its policy. Callers hold its monitor, except for {@link #closedUntil}.
 */
final class SlidingWindow {

    /** An object with four fields, an array header, and the map entry. */
    private static final int FIXED_BYTES = 32 + 16 + 40;

    private static final int SMALLEST = 4;

    private long @Nullable [] times;
    private int first;
    private int count;
    private volatile long closedUntil;

    SlidingWindow(Policy policy, long now) {
        times = new long[Math.min(policy.max(), SMALLEST)];
        closedUntil = now;
    }

    /**
     * Whether another admission is possible. Drops admissions that have left the window, and takes memory for another.
     *
     * @param now monotonic nanoseconds, not before those of the previous call
     */
    boolean canAdmit(Policy policy, long now, MemoryBudget memory) {
        return isOpen(policy, now) && ensureRoom(policy, memory);
    }

    /** As {@link #canAdmit}, if there were memory. */
    boolean isOpen(Policy policy, long now) {
        forgetBefore(policy, now);
        return count < policy.max() && closedUntil - now <= 0;
    }

    /** Counts an admission. Without room, which only admissions of another store can cause, the oldest is dropped. */
    void remember(Policy policy, long now, MemoryBudget memory) {
        forgetBefore(policy, now);
        if (!ensureRoom(policy, memory)) {
            first = slot(1);
            count--;
        }
        times[slot(count)] = count == 0 ? now : Math.max(now - latest(), 0) + latest();
        count++;
    }

    void forgetLatest(Policy policy) {
        if (count == policy.max() && closedUntil == whenOldestLeaves(policy)) {
            closedUntil = latest();
        }
        count = Math.max(0, count - 1);
    }

    private long latest() {
        return times[slot(count - 1)];
    }

    /** Stores a refusal of another store, so that it is not asked again before that time. */
    void closeUntil(Policy policy, long time) {
        closedUntil = time;
        closeWhileFull(policy);
    }

    /** Stores when a full window opens again, so that requests before that time need no monitor. */
    void closeWhileFull(Policy policy) {
        if (count == policy.max() && whenOldestLeaves(policy) - closedUntil > 0) {
            closedUntil = whenOldestLeaves(policy);
        }
    }

    private long whenOldestLeaves(Policy policy) {
        return times[first] + policy.nanos();
    }

    /** The time before which every request is refused. */
    long closedUntil() {
        return closedUntil;
    }

    int remaining(Policy policy) {
        return policy.max() - count;
    }

    /** Until the oldest admission leaves the window. */
    long nanosUntilNext(Policy policy, long now) {
        long untilLeaves = count == 0 ? 0 : policy.nanos() - (now - times[first]);
        return Math.max(untilLeaves, closedUntil - now);
    }

    /** Whether the window is empty and can be removed. */
    boolean isIdle(Policy policy, long now) {
        forgetBefore(policy, now);
        return count == 0 && closedUntil - now <= 0;
    }

    /** Marks the window as removed. A thread that finds it looks up its successor. */
    void retire() {
        times = null;
    }

    boolean isRetired() {
        return times == null;
    }

    int bytes() {
        return FIXED_BYTES + Long.BYTES * times.length;
    }

    private void forgetBefore(Policy policy, long now) {
        while (count > 0 && now - times[first] >= policy.nanos()) {
            first = slot(1);
            count--;
        }
    }

    /** Avoids a division, which would cost more than the rest of a decision. */
    private int slot(int afterFirst) {
        int index = first + afterFirst;
        return index < times.length ? index : index - times.length;
    }

    private boolean ensureRoom(Policy policy, MemoryBudget memory) {
        if (count < times.length) {
            return true;
        }
        int larger = Math.min(policy.max(), times.length + times.length / 2);
        if (larger <= times.length || !memory.takeToGrow(Long.BYTES * (larger - times.length))) {
            return false;
        }
        long[] grown = new long[larger];
        System.arraycopy(times, first, grown, 0, times.length - first);
        System.arraycopy(times, 0, grown, times.length - first, first);
        times = grown;
        first = 0;
        return true;
    }
}
