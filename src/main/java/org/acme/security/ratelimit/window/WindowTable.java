package org.acme.security.ratelimit.window;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.acme.security.ratelimit.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one policy, in bounded memory. Only empty windows are removed, so a client cannot evict its own by
 * inventing keys. When the memory is full, new keys share a fixed number of windows. The keys from one address block
 * share a few of these, so that a flood from some blocks does not affect the others.
 */
final class WindowTable {

    private static final int SHARED = 1_024;

    private static final int SHARED_BY_A_BLOCK = 16;

    private static final int KEY_BYTES = 32;

    /** More than one, so that removal outpaces insertion. */
    private static final int TIDIED_PER_NEW_KEY = 4;

    final Policy policy;
    final MemoryBudget memory;
    private final Ticker ticker;
    private final Map<Object, SlidingWindow> windows = new ConcurrentHashMap<>();
    private final ReentrantLock tidying = new ReentrantLock();
    private final long seed = UUID.randomUUID().getLeastSignificantBits();
    private Iterator<Map.Entry<Object, SlidingWindow>> round = Collections.emptyIterator();

    /** @param memory shared with the windows of networks, where the policy has them */
    WindowTable(Policy policy, MemoryBudget memory, Ticker ticker) {
        this.policy = policy;
        this.memory = memory;
        this.ticker = ticker;
    }

    /** The key's own window; null when it has none. */
    @Nullable
    SlidingWindow known(Object key) {
        return windows.get(key);
    }

    /** The key's window, or a shared one when the memory is full. */
    SlidingWindow window(Hit hit) {
        SlidingWindow known = windows.get(hit.key);
        return known != null ? known : added(hit.key, hit.origin);
    }

    private SlidingWindow added(Object key, Object origin) {
        long now = ticker.read();
        tidy(now, TIDIED_PER_NEW_KEY);
        SlidingWindow added = new SlidingWindow(policy, now);
        int bytes = added.bytes() + bytes(key);
        if (!memory.takeForNewKey(bytes)) {
            return windows.computeIfAbsent(sharedKey(key, origin), ignored -> shared(now));
        }
        SlidingWindow earlier = windows.putIfAbsent(key, added);
        if (earlier != null) {
            memory.giveBack(bytes);
            return earlier;
        }
        return added;
    }

    /** Depends on a secret seed, so that an attacker cannot predict which keys share windows. */
    private Integer sharedKey(Object key, Object origin) {
        int first = mixed(NetworkAddress.block(origin));
        return Math.floorMod(first + Math.floorMod(mixed(key.hashCode()), SHARED_BY_A_BLOCK), SHARED);
    }

    private int mixed(int hash) {
        return new SplittableRandom(seed + hash).nextInt();
    }

    private SlidingWindow shared(long now) {
        SlidingWindow shared = new SlidingWindow(policy, now);
        memory.takeInAnyCase(shared.bytes() + KEY_BYTES);
        return shared;
    }

    /** Visits the next windows of an endless iteration, and removes the empty ones. */
    private void tidy(long now, int steps) {
        if (tidying.tryLock()) {
            try {
                for (int i = 0; i < steps; i++) {
                    round = round.hasNext() ? round : windows.entrySet().iterator();
                    if (round.hasNext()) {
                        dropIfIdle(round.next(), now);
                    }
                }
            } finally {
                tidying.unlock();
            }
        }
    }

    private void dropIfIdle(Map.Entry<Object, SlidingWindow> entry, long now) {
        SlidingWindow window = entry.getValue();
        synchronized (window) {
            if (!window.isRetired() && window.isIdle(policy, now)) {
                memory.giveBack(window.bytes() + bytes(entry.getKey()));
                windows.remove(entry.getKey(), window);
                window.retire();
            }
        }
    }

    /** Visits every window. */
    void tidy() {
        tidy(ticker.read(), 2 * windows.size() + 1);
    }

    /** Number of keys after the removal of empty windows. */
    int size() {
        tidy();
        return windows.size();
    }

    private static int bytes(Object key) {
        return key instanceof String text ? 56 + text.length() : KEY_BYTES;
    }
}
