package org.acme.security.dpop;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.acme.redis.RedisLink;
import org.jspecify.annotations.Nullable;

/** Selects the store of used proofs, as {@code app.rate-limit.store} says. */
@Singleton
class UsedProofsProducer {

    private final UsedProofs used;
    private final @Nullable RedisLink redis;

    UsedProofsProducer(DpopConfig config, Vertx vertx, Instance<Redis> client) {
        LocalProofs local = new LocalProofs(config.maxProofs());
        if (config.store() == DpopConfig.Store.REDIS && config.mode() != DpopConfig.Mode.OFF) {
            redis = new RedisLink(vertx, client.get(), config.redisTimeout(), SharedProofs.purpose());
            used = new SharedProofs(redis, local, config.lifetime());
        } else {
            redis = null;
            used = local;
        }
    }

    @Produces
    @Singleton
    UsedProofs used() {
        return used;
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
