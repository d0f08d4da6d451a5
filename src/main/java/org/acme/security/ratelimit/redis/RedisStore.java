package org.acme.security.ratelimit.redis;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.stream.Stream;
import org.acme.redis.RedisLink;
import org.acme.security.ratelimit.http.LimitStore;
import org.acme.security.ratelimit.http.RequestHits;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.LocalLimiter;

/**
 * Counts across all instances, in Redis. Its refusals are stored locally, so that a flood does not reach Redis. Its
 * admissions are stored locally, so that the instance can decide when Redis is unavailable. Local windows never refuse
 * what Redis would admit, because they count from the start of the request to Redis. For one window after an outage,
 * Redis may know fewer admissions than the instance; then both must admit.
 */
final class RedisStore implements LimitStore {

    private final LocalLimiter local;
    private final RedisLink redis;
    private final SharedDecision shared;
    private final Ticker ticker;
    private volatile boolean hadOutage;
    private volatile long lastOutage;

    RedisStore(LocalLimiter local, RedisLink redis, SharedDecision shared, Ticker ticker) {
        this.local = local;
        this.redis = redis;
        this.shared = shared;
        this.ticker = ticker;
    }

    @Override
    public Future<Boolean> admit(RequestHits hits) {
        boolean first = hits.isFirstDecision();
        Hit[] own = hits.takeUndecided();
        if (!redis.isUp()) {
            return Future.succeededFuture(admitLocally(own));
        }
        boolean counted = countsSinceOutage(own);
        if (counted ? !local.admit(own) : local.wouldRefuse(own)) {
            return Future.succeededFuture(false);
        }
        return ask(first ? hits.address() : new Hit[0], own, counted);
    }

    /**
     * @param address hits of the address, already counted locally, to be counted in Redis as well
     * @param counted whether the other hits were already counted locally
     */
    private Future<Boolean> ask(Hit[] address, Hit[] own, boolean counted) {
        Hit[] all = Stream.concat(Arrays.stream(address), Arrays.stream(own)).toArray(Hit[]::new);
        long asked = ticker.read();
        return shared.on(all)
                .map(admitted -> {
                    storeRefusals(asked, all);
                    return correct(admitted, own, counted, asked);
                })
                .otherwise(unavailable -> admitLocally(counted ? new Hit[0] : own));
    }

    private boolean admitLocally(Hit... hits) {
        lastOutage = ticker.read();
        hadOutage = true;
        return local.admit(hits);
    }

    private boolean countsSinceOutage(Hit... hits) {
        long since = hadOutage ? ticker.read() - lastOutage : 0;
        return hadOutage && Arrays.stream(hits).anyMatch(hit -> since < hit.policy.nanos());
    }

    private boolean correct(boolean admitted, Hit[] own, boolean counted, long asked) {
        for (Hit hit : own) {
            if (admitted && !counted) {
                local.remember(hit, asked);
            } else if (!admitted && counted) {
                local.takeBack(hit);
            }
        }
        return admitted;
    }

    /** Stores the refusals of Redis locally. */
    private void storeRefusals(long asked, Hit... all) {
        for (Hit hit : all) {
            if (hit.isRefused()) {
                local.close(hit, asked + hit.nanosUntilNext());
            }
        }
    }
}
