package org.acme.security.ratelimit;

/**
 * The times of the last admissions of one key, in a ring that grows with use: at most {@code max} admissions in any
 * span {@code [t, t + window)}. A decision costs amortised O(1). Not safe for concurrent use; {@link Windows} takes
 * care of that.
 */
final class SlidingWindow {

    private static final int SMALLEST = 4;

    private final int max;
    private final long windowNanos;
    private long[] times;
    private int first;
    private int count;

    SlidingWindow(int max, long windowNanos) {
        this.max = max;
        this.windowNanos = windowNanos;
        this.times = new long[Math.min(max, SMALLEST)];
    }

    /** @param now monotonic nanoseconds, not before the last call's */
    Admission admit(long now) {
        forgetBefore(now);
        if (count == max) {
            return new Admission(false, 0, untilNextLeaves(now));
        }
        remember(now);
        return new Admission(true, max - count, untilNextLeaves(now));
    }

    private void forgetBefore(long now) {
        while (count > 0 && now - times[first] >= windowNanos) {
            first = (first + 1) % times.length;
            count--;
        }
    }

    private void remember(long now) {
        if (count == times.length) {
            grow();
        }
        times[(first + count) % times.length] = now;
        count++;
    }

    private void grow() {
        long[] larger = new long[Math.min(max, times.length * 2)];
        for (int i = 0; i < count; i++) {
            larger[i] = times[(first + i) % times.length];
        }
        times = larger;
        first = 0;
    }

    private long untilNextLeaves(long now) {
        return windowNanos - (now - times[first]);
    }
}
