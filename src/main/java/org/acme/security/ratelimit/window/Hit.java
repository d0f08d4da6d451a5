package org.acme.security.ratelimit.window;

import java.util.concurrent.TimeUnit;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.jspecify.annotations.Nullable;

/**
 * One key of one policy for one request, and the decision. The decision is written into this object, so that deciding
 * allocates nothing.
 */
public final class Hit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    public final Policy policy;
    public final Object key;

    /** Its address block chooses the shared windows when the memory is full. */
    final Object origin;

    final boolean isOfAddress;

    private SlidingWindow window;
    private boolean decided;
    private boolean refused;
    private int remaining;
    private long nanosUntilNext;

    /** @param key compared by {@code equals}: a string, or a UUID, which takes a quarter of the memory */
    public Hit(Policy policy, Object key) {
        this(policy, key, key);
    }

    /**
     * @param origin the network of the client, for a key that the client chooses: with made-up keys it could otherwise
     *     fill all shared windows
     */
    public Hit(Policy policy, Object key, Object origin) {
        this.policy = policy;
        this.key = key;
        this.origin = origin;
        this.isOfAddress = NetworkAddress.is(key);
    }

    /** The hits for a key; for a key in an IPv6 network, also the hit for its /48. */
    public static Hit[] of(Policy policy, Object key) {
        Hit own = new Hit(policy, key);
        return key instanceof Ipv6Network customer && policy.network() != null
                ? new Hit[] {new Hit(policy.network(), customer.site()), own}
                : new Hit[] {own};
    }

    /** Whether the key is a /48. Its refusal leaves no entry in the windows of the /64s. */
    boolean isOfNetwork() {
        return key instanceof Ipv6Network network && network.isSite();
    }

    /** The window of the decision; the current thread holds its monitor. */
    SlidingWindow window() {
        return window;
    }

    @Nullable
    SlidingWindow about(@Nullable SlidingWindow found) {
        window = found;
        return found;
    }

    /** Stores the decision of the window, and returns it. */
    boolean decided(boolean admitted, long now) {
        long untilNext = window.nanosUntilNext(policy, now);
        if (admitted) {
            admit(window.remaining(policy), untilNext);
        } else {
            refuse(untilNext);
            window.closeWhileFull(policy);
        }
        return admitted;
    }

    public void admit(int left, long untilNext) {
        decide(false, left, untilNext);
    }

    public void refuse(long untilNext) {
        decide(true, 0, untilNext);
    }

    private void decide(boolean refusal, int left, long untilNext) {
        decided = true;
        refused = refusal;
        remaining = left;
        nanosUntilNext = untilNext;
    }

    public boolean isDecided() {
        return decided;
    }

    public boolean isRefused() {
        return refused;
    }

    /** False for an admitted hit of an account, which would disclose its use by others. */
    public boolean isAnnounced() {
        return decided && (refused || policy.per() != Per.ACCOUNT);
    }

    /** Orders by refusal, then by fewer remaining admissions, then by longer wait. */
    public boolean isCloserThan(Hit other) {
        if (refused != other.refused) {
            return refused;
        }
        return remaining == other.remaining
                ? secondsUntilNext() > other.secondsUntilNext()
                : remaining < other.remaining;
    }

    public int remaining() {
        return remaining;
    }

    public long nanosUntilNext() {
        return nanosUntilNext;
    }

    /** Rounded up, so that a client that waits this long is admitted. */
    public long secondsUntilNext() {
        return Math.max(1, (nanosUntilNext + SECOND - 1) / SECOND);
    }
}
