package org.acme.security.ratelimit;

import java.util.concurrent.TimeUnit;

/** What one request asks of one policy, and the answer; filled in place, so that deciding allocates nothing. */
final class Claim {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    final Policy policy;
    final Object key;
    private SlidingWindow window;
    private boolean answered;
    private boolean refused;
    private int remaining;
    private long nanosUntilNext;

    /** @param key compared by {@code equals}: a string or, in a quarter of the room, a UUID */
    Claim(Policy policy, Object key) {
        this.policy = policy;
        this.key = key;
    }

    /** What a request asks of a policy: of the windows of an IPv6 network, too, where the key lies in one. */
    static Claim[] of(Policy policy, Object key) {
        Claim own = new Claim(policy, key);
        return key instanceof Ipv6Network customer && policy.network() != null
                ? new Claim[] {new Claim(policy.network(), customer.site()), own}
                : new Claim[] {own};
    }

    /** Whether it asks for a network that holds others: a refusal leaves no trace in the windows within it. */
    boolean isOfNetwork() {
        return key instanceof Ipv6Network network && network.isSite();
    }

    /** The window that the decision is about, while its monitor is held. */
    SlidingWindow window() {
        return window;
    }

    SlidingWindow about(SlidingWindow found) {
        window = found;
        return found;
    }

    void admit(int left, long untilNext) {
        answer(false, left, untilNext);
    }

    void refuse(long untilNext) {
        answer(true, 0, untilNext);
    }

    private void answer(boolean refusal, int left, long untilNext) {
        answered = true;
        refused = refusal;
        remaining = left;
        nanosUntilNext = untilNext;
    }

    boolean isAnswered() {
        return answered;
    }

    boolean isRefused() {
        return refused;
    }

    /** A refusal before an admission, then fewer admissions left, then the longer wait. */
    boolean isCloserThan(Claim other) {
        if (refused != other.refused) {
            return refused;
        }
        return remaining == other.remaining
                ? secondsUntilNext() > other.secondsUntilNext()
                : remaining < other.remaining;
    }

    /** Admissions left just now. */
    int remaining() {
        return remaining;
    }

    long nanosUntilNext() {
        return nanosUntilNext;
    }

    /** Rounded up, so that whoever waits this long is let in. */
    long secondsUntilNext() {
        return Math.max(1, (nanosUntilNext + SECOND - 1) / SECOND);
    }
}
