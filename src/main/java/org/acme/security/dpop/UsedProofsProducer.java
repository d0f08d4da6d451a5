package org.acme.security.dpop;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.acme.redis.RedisConfig;
import org.acme.redis.RedisLink;

/** Selects the store of used proofs, as {@code app.rate-limit.store} says. */
@Singleton
class UsedProofsProducer {

    private final UsedProofs used;
    private final Optional<RedisLink> redis;

    UsedProofsProducer(DpopConfig config, RedisConfig store, Vertx vertx, Instance<Redis> client, Clock clock) {
        LocalProofs local = new LocalProofs(config.maxProofs());
        if (store.store() == RedisConfig.Store.REDIS && config.mode() != DpopConfig.Mode.OFF) {
            RedisLink link = new RedisLink(vertx, client.get(), store.timeout(), SharedProofs.redisUse());
            redis = Optional.of(link);
            used = new SharedProofs(link, local, config.lifetime(), clock.instant());
        } else {
            redis = Optional.empty();
            used = local;
        }
    }

    @Produces
    @Singleton
    UsedProofs used() {
        return used;
    }

    void start(@Observes StartupEvent start) {
        redis.ifPresent(RedisLink::start);
    }

    void stop(@Observes ShutdownEvent stop) {
        redis.ifPresent(RedisLink::stop);
    }
}
