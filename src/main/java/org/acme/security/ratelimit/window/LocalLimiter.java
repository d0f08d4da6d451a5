package org.acme.security.ratelimit.window;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.RateLimitConfig;

/**
 * Stores windows in memory. A decision locks the windows of all hits in the order of their policies, which makes it
 * atomic and prevents deadlocks.
 */
@Singleton
public class LocalLimiter {

    private final Ticker ticker;
    private final WindowTables windows;

    public LocalLimiter(Policies policies, RateLimitConfig config, Ticker ticker) {
        this.ticker = ticker;
        this.windows = new WindowTables(policies, config.memory().asLongValue(), ticker);
    }

    /**
     * Admits all hits, or refuses and counts none.
     *
     * @param hits for different policies, in the policies' order
     */
    public boolean admit(Hit... hits) {
        return lockAndDecide(hits, 0);
    }

    /** Locks one window per call; the depth is the number of hits, which is small. */
    private boolean lockAndDecide(Hit[] hits, int next) {
        if (next == hits.length) {
            return decide(hits);
        }
        Hit hit = hits[next];
        while (true) {
            SlidingWindow window = hit.about(table(hit).window(hit));
            if (decidesAlone(hit, hits) && isClosed(hit)) {
                return false;
            }
            synchronized (window) {
                if (!window.isRetired()) {
                    // Creates no windows within a full network, whose addresses would fill the memory.
                    return (!hit.isOfNetwork() || canAdmit(hit, ticker.read())) && lockAndDecide(hits, next + 1);
                }
            }
        }
    }

    /** Whether the refusal of this hit makes the decision on the others unnecessary. */
    private boolean decidesAlone(Hit hit, Hit... hits) {
        return hit.isOfNetwork() || table(hits[0]).memory == table(hits[hits.length - 1]).memory;
    }

    /** Without the monitor, so that requests in a flood do not wait for each other. Reads the clock last. */
    private boolean isClosed(Hit hit) {
        long untilNext = hit.window().closedUntil() - ticker.read();
        if (untilNext > 0) {
            hit.refuse(untilNext);
        }
        return untilNext > 0;
    }

    private boolean decide(Hit[] hits) {
        long now = ticker.read();
        boolean admitted = true;
        for (Hit hit : hits) {
            admitted &= canAdmit(hit, now);
        }
        if (admitted) {
            for (Hit hit : hits) {
                hit.window().remember(hit.policy, now, table(hit).memory);
                hit.decided(true, now);
            }
        }
        return admitted;
    }

    private boolean canAdmit(Hit hit, long now) {
        return hit.decided(hit.window().canAdmit(hit.policy, now, table(hit).memory), now);
    }

    /** Whether the local admissions and refusals are enough to refuse one of the hits. Counts nothing. */
    public boolean wouldRefuse(Hit... hits) {
        boolean refused = false;
        for (Hit hit : hits) {
            SlidingWindow window = hit.about(table(hit).known(hit.key));
            if (window != null) {
                synchronized (window) {
                    long now = ticker.read();
                    refused |= !window.isRetired() && !hit.decided(window.isOpen(hit.policy, now), now);
                }
            }
        }
        return refused;
    }

    /** Counts an admission of Redis, so that local decisions can continue when Redis is unavailable. */
    public void remember(Hit hit, long time) {
        SlidingWindow window = table(hit).window(hit);
        synchronized (window) {
            if (!window.isRetired()) {
                window.remember(hit.policy, time, table(hit).memory);
            }
        }
    }

    /** Removes a local admission that Redis refused. */
    public void takeBack(Hit hit) {
        SlidingWindow window = table(hit).window(hit);
        synchronized (window) {
            window.forgetLatest(hit.policy);
        }
    }

    /** Stores until when Redis refuses the key. */
    public void close(Hit hit, long until) {
        SlidingWindow window = table(hit).window(hit);
        synchronized (window) {
            if (!window.isRetired() && window == table(hit).known(hit.key)) {
                window.closeUntil(hit.policy, until);
            }
        }
    }

    /**
     * Removes empty windows. A new key removes those of its own table; addresses, networks and callers share a memory
     * but no table.
     */
    @Scheduled(every = "5s")
    void tidy() {
        windows.tidy();
    }

    WindowTable table(Hit hit) {
        return windows.of(hit);
    }
}
