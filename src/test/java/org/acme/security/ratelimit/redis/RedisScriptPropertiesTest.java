package org.acme.security.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.acme.fixture.RealRedis;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.window.Hit;

/** Compares the script in a real Redis with a log of admissions at the times of the Redis clock. */
class RedisScriptPropertiesTest {

    private static RealRedis server;
    private static Vertx vertx;
    private static RedisConnection connection;

    @BeforeContainer
    static void startRedis() throws IOException {
        server = RealRedis.started();
        vertx = Vertx.vertx();
        connection = Redis.createClient(vertx, server.url())
                .connect()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterContainer
    static void stopRedis() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    /** Generates requests that count for the first policy, the second, or both. */
    @Provide
    Arbitrary<List<List<Integer>>> requests() {
        return Arbitraries.of(List.of(0), List.of(1), List.of(0, 1))
                .list()
                .ofMinSize(20)
                .ofMaxSize(200);
    }

    @Property(tries = 60)
    void redis_script_decides_like_plain_logs_of_timestamps(
            @ForAll("requests") List<List<Integer>> requests,
            @ForAll @IntRange(min = 1, max = 12) int max,
            @ForAll @IntRange(min = 1, max = 12) int otherMax,
            @ForAll @IntRange(min = 1, max = 20) int millis,
            @ForAll @IntRange(min = 1, max = 20) int otherMillis) {
        String run = UUID.randomUUID().toString();
        List<Policy> policies = List.of(policy(0, max, millis), policy(1, otherMax, otherMillis));
        Map<Integer, List<Long>> logs = new TreeMap<>(Map.of(0, new ArrayList<>(), 1, new ArrayList<>()));
        for (List<Integer> request : requests) {
            Hit[] hits = request.stream()
                    .map(policy -> new Hit(policies.get(policy), ""))
                    .toArray(Hit[]::new);
            Response answer = ask(run, hits);
            long now = answer.get(1).toLong();
            boolean expected = Arrays.stream(hits).allMatch(hit -> inWindow(logs, hit.policy, now) < hit.policy.max());
            assertThat(answer.get(0).toInteger() == 1).isEqualTo(expected);
            if (expected) {
                request.forEach(policy -> logs.get(policy).add(now));
            }
            assertTold(answer, hits, logs, now);
        }
    }

    private static void assertTold(Response answer, Hit[] hits, Map<Integer, List<Long>> logs, long now) {
        for (int i = 0; i < hits.length; i++) {
            Policy policy = hits[i].policy;
            long window = policy.nanos() / 1_000;
            assertThat(answer.get(2 + 2 * i).toLong()).isEqualTo(inWindow(logs, policy, now));
            long wait = logs.get(policy.index()).stream()
                    .filter(time -> now - time < window)
                    .mapToLong(time -> window - (now - time))
                    .min()
                    .orElse(0);
            assertThat(answer.get(3 + 2 * i).toLong()).isEqualTo(wait);
        }
    }

    private static long inWindow(Map<Integer, List<Long>> logs, Policy policy, long now) {
        return logs.get(policy.index()).stream()
                .filter(time -> now - time < policy.nanos() / 1_000)
                .count();
    }

    private static Policy policy(int index, int max, int millis) {
        return new Policy(index, "policy-" + index, max, millis * 1_000_000L, Per.CALLER);
    }

    private static Response ask(String run, Hit... hits) {
        List<String> keys =
                Arrays.stream(hits).map(hit -> run + hit.policy.index()).toList();
        return RedisScript.run(connection::send, keys, hits)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
