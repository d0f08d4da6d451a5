package org.acme.security.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.inject.Singleton;

/**
 * Stores windows in memory. A decision locks the windows of all claims in the order of their policies, which makes it
 * atomic and prevents deadlocks.
 */
@Singleton
class LocalWindows {

    private final Ticker ticker;
    private final PolicyWindows[] windows;

    LocalWindows(Policies policies, RateLimitConfig config, Ticker ticker) {
        this.ticker = ticker;
        this.windows = new PolicyWindows[policies.all().size()];
        for (Policy policy : policies.all()) {
            WindowMemory memory = new WindowMemory(config.memory().asLongValue());
            windows[policy.index()] = new PolicyWindows(policy, memory, ticker);
            if (policy.network() != null) {
                windows[policy.network().index()] = new PolicyWindows(policy.network(), memory, ticker);
            }
        }
    }

    /**
     * Admits all claims, or refuses and counts none.
     *
     * @param claims for different policies, in the policies' order
     */
    boolean admit(Claim... claims) {
        return lock(claims, 0);
    }

    /** Locks one window per call; the depth is the number of claims, which is small. */
    private boolean lock(Claim[] claims, int next) {
        if (next == claims.length) {
            return decide(claims);
        }
        Claim claim = claims[next];
        while (true) {
            SlidingWindow window = claim.about(of(claim).of(claim.key));
            if (decidesAlone(claim, claims) && isClosed(claim)) {
                return false;
            }
            synchronized (window) {
                if (!window.isRetired()) {
                    // Creates no windows within a full network, whose addresses would fill the memory.
                    return (!claim.isOfNetwork() || look(claim, ticker.read())) && lock(claims, next + 1);
                }
            }
        }
    }

    /** Whether the refusal of this claim makes the decision on the others unnecessary. */
    private boolean decidesAlone(Claim claim, Claim... claims) {
        return claim.isOfNetwork() || of(claims[0]).memory == of(claims[claims.length - 1]).memory;
    }

    /** Without the monitor, so that requests in a flood do not wait for each other. Reads the clock last. */
    private boolean isClosed(Claim claim) {
        long until = claim.window().closedUntil();
        long untilNext = until - ticker.read();
        if (untilNext > 0) {
            claim.refuse(untilNext);
        }
        return untilNext > 0;
    }

    private boolean decide(Claim[] claims) {
        long now = ticker.read();
        boolean admitted = true;
        for (Claim claim : claims) {
            admitted &= look(claim, now);
        }
        if (admitted) {
            for (Claim claim : claims) {
                count(claim, now);
            }
        }
        return admitted;
    }

    private boolean look(Claim claim, long now) {
        SlidingWindow window = claim.window();
        if (window.isOpen(claim.policy, now, of(claim).memory)) {
            claim.admit(window.remaining(claim.policy), window.nanosUntilNext(claim.policy, now));
            return true;
        }
        claim.refuse(window.nanosUntilNext(claim.policy, now));
        window.closeWhileFull(claim.policy);
        return false;
    }

    private void count(Claim claim, long now) {
        SlidingWindow window = claim.window();
        window.remember(claim.policy, now, of(claim).memory);
        claim.admit(window.remaining(claim.policy), window.nanosUntilNext(claim.policy, now));
    }

    /** Whether the local state is enough to refuse one of the claims. Counts nothing. */
    boolean wouldRefuse(Claim... claims) {
        boolean refused = false;
        for (Claim claim : claims) {
            SlidingWindow window = claim.about(of(claim).known(claim.key));
            if (window != null) {
                synchronized (window) {
                    refused |= !window.isRetired() && !look(claim, ticker.read());
                }
            }
        }
        return refused;
    }

    /** Counts an admission of Redis, so that local decisions can continue when Redis is unavailable. */
    void remember(Claim claim, long time) {
        SlidingWindow window = of(claim).of(claim.key);
        synchronized (window) {
            if (!window.isRetired()) {
                window.remember(claim.policy, time, of(claim).memory);
            }
        }
    }

    /** Removes a local admission that Redis refused. */
    void takeBack(Claim claim) {
        SlidingWindow window = of(claim).of(claim.key);
        synchronized (window) {
            window.forgetLatest(claim.policy);
        }
    }

    /** Stores until when Redis refuses the key. */
    void close(Claim claim, long until) {
        SlidingWindow window = of(claim).of(claim.key);
        if (window == of(claim).known(claim.key)) {
            synchronized (window) {
                if (!window.isRetired()) {
                    window.closeUntil(claim.policy, until);
                }
            }
        }
    }

    PolicyWindows of(Claim claim) {
        return windows[claim.policy.index()];
    }
}
