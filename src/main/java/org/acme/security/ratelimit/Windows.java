package org.acme.security.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The windows of all keys, in bounded memory. Only windows that are empty again are dropped, so nobody can push out his
 * own by inventing keys; when there is no room left, new keys share a fixed number of windows until there is.
 */
@Singleton
class Windows {

    private static final int SHARED = 1_024;

    private final RateLimitConfig config;
    private final Ticker ticker;
    private final Cache<String, SlidingWindow> windows;

    Windows(RateLimitConfig config, Ticker ticker) {
        this.config = config;
        this.ticker = ticker;
        this.windows = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterAccess(config.window())
                .build();
    }

    /** Decides and, when it admits, remembers, in one atomic step per key. */
    Admission admit(String key) {
        String place = windows.getIfPresent(key) != null || hasRoom() ? key : shared(key);
        AtomicReference<Admission> admission = new AtomicReference<>();
        windows.asMap().compute(place, (same, known) -> {
            SlidingWindow window = known != null
                    ? known
                    : new SlidingWindow(config.max(), config.window().toNanos());
            admission.set(window.admit(ticker.read()));
            return window;
        });
        return admission.get();
    }

    long size() {
        windows.cleanUp();
        return windows.estimatedSize();
    }

    private boolean hasRoom() {
        return windows.estimatedSize() < config.maxKeys() || size() < config.maxKeys();
    }

    private static String shared(String key) {
        return "shared:" + Math.floorMod(key.hashCode(), SHARED);
    }
}
