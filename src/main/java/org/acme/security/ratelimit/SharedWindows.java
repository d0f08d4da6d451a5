package org.acme.security.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Counts across all instances, in Redis. Its refusals are stored locally, so that a flood does not reach Redis. Its
 * admissions are stored locally, so that the instance can decide when Redis is unavailable. Local windows never refuse
 * what Redis would admit, because they count from the start of the request to Redis. For one window after an outage,
 * Redis may know fewer admissions than the instance; then both must admit.
 */
final class SharedWindows implements Windows {

    private final LocalWindows local;
    private final RedisLink redis;
    private final SharedDecision shared;
    private final Ticker ticker;
    private volatile boolean wasAway;
    private volatile long lastAway;

    SharedWindows(LocalWindows local, RedisLink redis, SharedDecision shared, Ticker ticker) {
        this.local = local;
        this.redis = redis;
        this.shared = shared;
        this.ticker = ticker;
    }

    @Override
    public boolean wouldRefuse(RequestClaims claims) {
        return local.wouldRefuse(claims.undecided());
    }

    @Override
    public Future<Boolean> admit(RequestClaims claims) {
        boolean first = claims.isFirstDecision();
        Claim[] own = claims.take();
        if (!redis.isUp()) {
            return Future.succeededFuture(alone(own));
        }
        boolean counted = mayKnowMore(own);
        if (counted ? !local.admit(own) : local.wouldRefuse(own)) {
            return Future.succeededFuture(false);
        }
        return ask(first ? claims.address() : new Claim[0], own, counted);
    }

    /**
     * @param address claims of the address, already counted locally, to be counted in Redis as well
     * @param counted whether the other claims were already counted locally
     */
    private Future<Boolean> ask(Claim[] address, Claim[] own, boolean counted) {
        Claim[] all = Stream.concat(Arrays.stream(address), Arrays.stream(own)).toArray(Claim[]::new);
        long asked = ticker.read();
        return shared.on(all)
                .map(admitted -> {
                    learn(asked, all);
                    return settle(admitted, own, counted, asked);
                })
                .otherwise(away -> alone(counted ? new Claim[0] : own));
    }

    private boolean alone(Claim... claims) {
        lastAway = ticker.read();
        wasAway = true;
        return local.admit(claims);
    }

    private boolean mayKnowMore(Claim... claims) {
        long since = wasAway ? ticker.read() - lastAway : 0;
        return wasAway && Arrays.stream(claims).anyMatch(claim -> since < claim.policy.nanos());
    }

    private boolean settle(boolean admitted, Claim[] own, boolean counted, long asked) {
        for (Claim claim : own) {
            if (admitted && !counted) {
                local.remember(claim, asked);
            } else if (!admitted && counted) {
                local.takeBack(claim);
            }
        }
        return admitted;
    }

    /** Stores the refusals of Redis locally. */
    private void learn(long asked, Claim... all) {
        for (Claim claim : all) {
            if (claim.isRefused()) {
                local.close(claim, asked + claim.nanosUntilNext());
            }
        }
    }
}
