package org.acme.security.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.acme.fixture.Eventually;
import org.acme.redis.RedisLink;
import org.acme.security.crypto.PseudonymsFixture;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.http.RequestHits;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.LocalLimiter;
import org.acme.security.ratelimit.window.NetworkAddress;

/** The rate limiter of one of several instances that share a Redis. */
final class Instance implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final Policies policies;
    private final RedisLink link;
    private final RedisStore windows;

    Instance(String url, Settings settings, Duration timeout) {
        this(new RedisOptions().setConnectionString(url), settings, timeout);
    }

    Instance(RedisOptions options, Settings settings, Duration timeout) {
        policies = new Policies(settings);
        LocalLimiter local = new LocalLimiter(policies, settings, Ticker.systemTicker());
        link = StoreProducer.link(vertx, Redis.createClient(vertx, options), timeout, meters);
        SharedDecision shared = new SharedDecision(
                link::send, new SharedKeys(PseudonymsFixture.create()), options.getType() == RedisClientType.CLUSTER);
        windows = new RedisStore(local, link, shared, Ticker.systemTicker());
        link.start();
    }

    /** Decides a request from an address that also counts for other policies with these keys. */
    boolean admits(String address, Map<String, ?> others) {
        return admits(hits(address, others));
    }

    RequestHits hits(String address, Map<String, ?> others) {
        RequestHits hits = new RequestHits(Hit.of(policies.named("address"), NetworkAddress.network(address)));
        others.forEach((policy, key) -> hits.add(Hit.of(policies.named(policy), key)));
        return hits;
    }

    boolean admits(RequestHits hits) {
        try {
            return windows.admit(hits)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception never) {
            throw new IllegalStateException(never);
        }
    }

    long admitted(int times, String caller) {
        return IntStream.range(0, times)
                .filter(i -> admits("203.0.113.7", Map.of("default", caller)))
                .count();
    }

    boolean countsTogether() {
        return link.isUp();
    }

    void await(boolean together) {
        Eventually.within(LONGEST_WAIT, () -> assertThat(link.isUp())
                .as("the connection to Redis is up")
                .isEqualTo(together));
    }

    @Override
    public void close() {
        link.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
