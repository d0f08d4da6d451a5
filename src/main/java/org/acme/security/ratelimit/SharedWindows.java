package org.acme.security.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * All instances count together, in Redis. What it admits and refuses is remembered here: refusals so that a flood does
 * not reach it, admissions so that the instance's own windows can go on when it is away. They never refuse what Redis
 * would admit, because they count from when it was asked. For one window after it was away, Redis may know less than
 * they do; then both must admit.
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
     * @param address what counted here before the request was read, and counts there with everything else
     * @param counted whether the claims were counted here already
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

    /** Remembers here what Redis refused. */
    private void learn(long asked, Claim... all) {
        for (Claim claim : all) {
            if (claim.isRefused()) {
                local.close(claim, asked + claim.nanosUntilNext());
            }
        }
    }
}
