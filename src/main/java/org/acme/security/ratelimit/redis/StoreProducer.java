package org.acme.security.ratelimit.redis;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.acme.redis.RedisConfig;
import org.acme.redis.RedisLink;
import org.acme.redis.RedisUse;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.ratelimit.http.LimitStore;
import org.acme.security.ratelimit.window.LocalLimiter;

/** Selects the store. Without {@code app.rate-limit.store=redis}, no Redis client is created. */
@Singleton
class StoreProducer {

    private static final RedisUse COUNTING = new RedisUse(
            "Rate limits: Redis is available, all instances count together",
            "Rate limits: Redis is unavailable, each instance counts on its own",
            RedisScript::tryOn);

    private final LimitStore windows;
    private final Optional<RedisLink> redis;

    StoreProducer(
            RedisConfig config,
            LocalLimiter local,
            Pseudonyms pseudonyms,
            Ticker ticker,
            Vertx vertx,
            Instance<Redis> client,
            MeterRegistry meters) {
        if (config.store() == RedisConfig.Store.REDIS) {
            RedisLink link = link(vertx, client.get(), config.timeout(), meters);
            redis = Optional.of(link);
            boolean cluster = "cluster".equalsIgnoreCase(config.clientType());
            SharedDecision shared = new SharedDecision(link::send, new SharedKeys(pseudonyms), cluster);
            windows = new RedisStore(local, link, shared, ticker);
        } else {
            redis = Optional.empty();
            windows = hits -> Future.succeededFuture(local.admit(hits.takeUndecided()));
        }
    }

    static RedisLink link(Vertx vertx, Redis redis, Duration timeout, MeterRegistry meters) {
        RedisLink link = new RedisLink(vertx, redis, timeout, COUNTING);
        Gauge.builder("palisade.ratelimit.redis.available", link, counted -> counted.isUp() ? 1 : 0)
                .description("1 while all instances count together in Redis, 0 while each counts on its own")
                .register(meters);
        return link;
    }

    @Produces
    @Singleton
    LimitStore windows() {
        return windows;
    }

    void start(@Observes StartupEvent start) {
        redis.ifPresent(RedisLink::start);
    }

    void stop(@Observes ShutdownEvent stop) {
        redis.ifPresent(RedisLink::stop);
    }
}
