package org.acme.security.ratelimit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.acme.security.crypto.Pseudonyms;

/**
 * All instances count together, in Redis. What it admits and refuses is remembered here: refusals so that a flood does
 * not reach it, admissions so that the instance's own windows can go on when it is away. They never refuse what Redis
 * would admit, because they count from when it was asked. For one window after it was away, Redis may know less than
 * they do; then both must admit.
 */
final class SharedWindows implements Windows {

    private final LocalWindows local;
    private final RedisLink redis;
    private final Pseudonyms pseudonyms;
    private final Ticker ticker;
    private volatile boolean wasAway;
    private volatile long lastAway;

    SharedWindows(LocalWindows local, RedisLink redis, Pseudonyms pseudonyms, Ticker ticker) {
        this.local = local;
        this.redis = redis;
        this.pseudonyms = pseudonyms;
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
        return ask(first ? claims.address() : null, own, counted);
    }

    /**
     * @param address which counted here before the request was read, and counts there with everything else
     * @param counted whether the claims were counted here already
     */
    private Future<Boolean> ask(Claim address, Claim[] own, boolean counted) {
        Claim[] all =
                Stream.concat(Stream.ofNullable(address), Arrays.stream(own)).toArray(Claim[]::new);
        long asked = ticker.read();
        return WindowScript.run(redis::ask, keys(all), all)
                .map(answer -> settle(learn(answer, asked, all), own, counted, asked))
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

    private List<String> keys(Claim... claims) {
        return Arrays.stream(claims).map(this::key).toList();
    }

    private String key(Claim claim) {
        String policy = claim.policy.name();
        return policy + ":" + pseudonyms.of("rate-limit/" + policy, claim.key.toString());
    }

    private boolean learn(Response answer, long asked, Claim... all) {
        boolean admitted = answer.get(0).toInteger() == 1;
        for (int i = 0; i < all.length; i++) {
            int count = answer.get(2 + 2 * i).toInteger();
            long untilNext = TimeUnit.MICROSECONDS.toNanos(answer.get(3 + 2 * i).toLong());
            if (!admitted && count >= all[i].policy.max()) {
                all[i].refuse(untilNext);
                local.close(all[i], asked + untilNext);
            } else {
                all[i].admit(all[i].policy.max() - count, untilNext);
            }
        }
        return admitted;
    }
}
