package org.acme.security.ratelimit;

/**
 * The times of the last admissions of one key, in a ring that grows with use: at most {@code max} admissions in any
 * span {@code [t, t + window)}. A decision costs amortised O(1) and allocates nothing. It knows neither its key nor its
 * policy, because there are many of it. Whoever uses it holds its monitor, but for asking whether it is closed.
 */
final class SlidingWindow {

    /** An object of four fields, an array's head, and what a map needs to find it. */
    private static final int FIXED_BYTES = 32 + 16 + 40;

    private static final int SMALLEST = 4;

    private long[] times;
    private int first;
    private int count;
    private volatile long closedUntil;

    SlidingWindow(Policy policy, long now) {
        times = new long[Math.min(policy.max(), SMALLEST)];
        closedUntil = now;
    }

    /**
     * Whether it would admit one more.
     *
     * @param now monotonic nanoseconds, not before the last call's
     */
    boolean isOpen(Policy policy, long now, WindowMemory memory) {
        forgetBefore(policy, now);
        return count < policy.max() && closedUntil - now <= 0 && hasPlace(policy, memory);
    }

    /**
     * Counts an admission. When there is no place left, which only another store's admissions can bring about, the
     * oldest gives way.
     */
    void remember(Policy policy, long now, WindowMemory memory) {
        forgetBefore(policy, now);
        if (!hasPlace(policy, memory)) {
            first = place(1);
            count--;
        }
        times[place(count)] = count == 0 ? now : Math.max(now - latest(), 0) + latest();
        count++;
    }

    void forgetLatest(Policy policy) {
        if (count == policy.max() && closedUntil == whenOldestLeaves(policy)) {
            closedUntil = latest();
        }
        count = Math.max(0, count - 1);
    }

    private long latest() {
        return times[place(count - 1)];
    }

    /** Remembers that another store refused, so that it need not be asked again before. */
    void closeUntil(Policy policy, long time) {
        closedUntil = time;
        closeWhileFull(policy);
    }

    /** Remembers that nothing but time makes room, so that whoever comes before need not wait for the monitor. */
    void closeWhileFull(Policy policy) {
        if (count == policy.max() && whenOldestLeaves(policy) - closedUntil > 0) {
            closedUntil = whenOldestLeaves(policy);
        }
    }

    private long whenOldestLeaves(Policy policy) {
        return times[first] + policy.nanos();
    }

    /** The time before which it certainly admits nobody. */
    long closedUntil() {
        return closedUntil;
    }

    int remaining(Policy policy) {
        return policy.max() - count;
    }

    /** Until the oldest admission leaves the window and makes room for another. */
    long nanosUntilNext(Policy policy, long now) {
        long untilLeaves = count == 0 ? 0 : policy.nanos() - (now - times[first]);
        return Math.max(untilLeaves, closedUntil - now);
    }

    /** Nothing is left to remember. */
    boolean isIdle(Policy policy, long now) {
        forgetBefore(policy, now);
        return count == 0 && closedUntil - now <= 0;
    }

    /** Takes it out of use; whoever finds it so looks for its successor. */
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
            first = place(1);
            count--;
        }
    }

    /** Without a division, which would cost more than the rest of a decision. */
    private int place(int afterFirst) {
        int place = first + afterFirst;
        return place < times.length ? place : place - times.length;
    }

    private boolean hasPlace(Policy policy, WindowMemory memory) {
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
