package org.acme.security.ratelimit.redis;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.ratelimit.RateLimitConfig;
import org.acme.security.ratelimit.http.LimitStore;
import org.acme.security.ratelimit.http.LocalStore;
import org.acme.security.ratelimit.window.LocalLimiter;
import org.jspecify.annotations.Nullable;

/** Selects the store. Without {@code app.rate-limit.store=redis}, no Redis client is created. */
@Singleton
class StoreProducer {

    private final LimitStore windows;
    private final @Nullable RedisLink redis;

    StoreProducer(
            RateLimitConfig config,
            LocalLimiter local,
            Pseudonyms pseudonyms,
            Ticker ticker,
            Vertx vertx,
            Instance<Redis> client,
            MeterRegistry meters) {
        if (config.store() == RateLimitConfig.Store.REDIS) {
            redis = new RedisLink(vertx, client.get(), config.redis().timeout(), meters);
            boolean cluster = "cluster".equalsIgnoreCase(config.redis().clientType());
            SharedDecision shared = new SharedDecision(redis::ask, new SharedKeys(pseudonyms), cluster);
            windows = new RedisStore(local, redis, shared, ticker);
        } else {
            redis = null;
            windows = new LocalStore(local);
        }
    }

    @Produces
    @Singleton
    LimitStore windows() {
        return windows;
    }

    void start(@Observes StartupEvent start) {
        if (redis != null) {
            redis.start();
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (redis != null) {
            redis.stop();
        }
    }
}
