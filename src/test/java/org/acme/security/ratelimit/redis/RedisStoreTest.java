package org.acme.security.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.acme.fixture.Eventually;
import org.acme.fixture.RealRedis;
import org.acme.fixture.SecondThread;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.http.RequestHits;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.NetworkAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests two instances with a real Redis, whose clock cannot be moved. No test depends on the end of a window. */
@SecondThread
class RedisStoreTest {

    private static final int MAX = 10;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private RealRedis redis;
    private Instance one;
    private Instance other;

    @BeforeEach
    void startInstances() throws IOException {
        redis = RealRedis.started();
        one = instance(TIMEOUT);
        other = instance(TIMEOUT);
        assertThat(one.countsTogether() && other.countsTogether()).isTrue();
    }

    private Instance instance(Duration timeout) {
        Settings settings = Settings.of(MAX, WINDOW)
                .with("login-account", 5, WINDOW, Per.ACCOUNT)
                .with("login-address", MAX, WINDOW, Per.ADDRESS);
        return new Instance(redis.url(), settings, timeout);
    }

    @AfterEach
    void stopAll() throws IOException {
        one.close();
        other.close();
        redis.close();
    }

    private boolean logsIn(Instance instance, String account) {
        return instance.admits("203.0.113.7", Map.of("login-account", account, "login-address", "203.0.113.7"));
    }

    @Test
    void hundred_parallel_requests_to_two_instances_at_a_limit_of_10_admit_exactly_10() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        Callable<Boolean> request =
                () -> (turn.incrementAndGet() % 2 == 0 ? one : other).admits("203.0.113.7", Map.of("default", "alice"));
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            int admitted = 0;
            for (Future<Boolean> answer : pool.invokeAll(Collections.nCopies(100, request))) {
                admitted += answer.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(MAX);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void redis_that_may_evict_windows_is_not_counted_in() throws IOException {
        try (RealRedis evicting = RealRedis.started("maxmemory-policy allkeys-lru")) {
            Settings settings = Settings.of(MAX, WINDOW);
            try (Instance alone = new Instance(evicting.url(), settings, TIMEOUT)) {
                assertThat(alone.countsTogether()).isFalse();
                assertThat(alone.admitted(2 * MAX, "alice")).isEqualTo(MAX);
            }
        }
    }

    @Test
    void ipv6_48_prefix_is_limited_across_instances_together_with_its_64_networks() {
        assertThat(IntStream.range(0, 500).filter(i -> (i % 2 == 0 ? one : other)
                        .admits(v6("2001:db8:1:", i), login(v6("2001:db8:1:", i)))))
                .hasSize(10 * MAX);
        assertThat(redis.keys()).as("keys of the /48 and of each /64").hasSize(2 * (1 + 10 * MAX) + 10 * MAX);
        assertThat(one.admits("2001:db8:2::1", login("2001:db8:2::1"))).isTrue();
    }

    private static String v6(String prefix, int network) {
        return prefix + Integer.toHexString(network) + "::1";
    }

    private static Map<String, Object> login(String address) {
        return Map.of("login-address", NetworkAddress.network(address), "login-account", address);
    }

    @Test
    void network_address_is_limited_across_instances() {
        for (int caller = 0; caller < 30; caller++) {
            assertThat((caller % 2 == 0 ? one : other).admitted(MAX, "caller " + caller))
                    .isEqualTo(MAX);
        }
        RequestHits late = one.hits("203.0.113.7", Map.of("default", "late"));
        assertThat(one.admits(late)).isFalse();
        assertThat(late.address()[0].isRefused()).isTrue();
    }

    @Test
    void request_refused_by_one_policy_counts_towards_no_shared_window() {
        assertThat(IntStream.range(0, 10).filter(i -> logsIn(one, "alice")).count())
                .isEqualTo(5);
        assertThat(logsIn(other, "alice")).isFalse();
        assertThat(IntStream.range(0, 10).filter(i -> logsIn(other, "bob")).count())
                .isEqualTo(5);
        assertThat(logsIn(one, "carol")).isFalse();
    }

    @Test
    void shared_window_reports_the_remaining_requests_and_time() {
        one.admitted(3, "alice");
        RequestHits hits = other.hits("203.0.113.7", Map.of("default", "alice"));
        Hit alice = hits.undecided()[0];
        other.admits(hits);
        assertThat(hits.address()[0].remaining()).isEqualTo(296);
        assertThat(alice.remaining()).isEqualTo(6);
        assertThat(alice.secondsUntilNext()).isBetween(3_590L, 3_600L);
    }

    @Test
    void request_takes_one_redis_call_for_all_policies_and_none_for_a_known_refusal() {
        long before = redis.decisions();
        IntStream.range(0, 5).forEach(i -> logsIn(one, "alice"));
        assertThat(redis.decisions() - before).isEqualTo(5);
        IntStream.range(0, 50).forEach(i -> logsIn(one, "alice"));
        assertThat(redis.decisions() - before).isEqualTo(5);

        assertThat(logsIn(other, "alice")).isFalse();
        assertThat(redis.decisions() - before).isEqualTo(6);
        IntStream.range(0, 50).forEach(i -> logsIn(other, "alice"));
        assertThat(redis.decisions() - before).isEqualTo(6);
    }

    @Test
    void redis_script_is_sent_again_once_after_redis_lost_it() {
        one.admitted(1, "alice");
        redis.forgetScripts();
        long before = redis.decisions();
        assertThat(one.admitted(MAX, "alice")).isEqualTo(MAX - 1);
        assertThat(redis.decisions() - before).isEqualTo(MAX);
        assertThat(one.countsTogether()).isTrue();
    }

    @Test
    void redis_stores_only_pseudonyms_with_an_expiry() {
        Eventually.holds(
                () -> assertThat(redis.keys()).as("keys of the connection test").isEmpty());
        logsIn(one, "alice@example.com");
        assertThat(redis.keys()).hasSize(3).allSatisfy(key -> {
            assertThat(key)
                    .startsWith(RedisScript.PREFIX)
                    .doesNotContain("alice")
                    .doesNotContain("203");
            assertThat(redis.millisToLive(key)).isBetween(1L, WINDOW.toMillis() + 1);
        });
    }

    @Test
    void full_window_is_free_again_after_one_window_although_the_clock_of_redis_was_set_back() {
        Eventually.holds(
                () -> assertThat(redis.keys()).as("keys of the connection test").isEmpty());
        assertThat(one.admitted(MAX, "alice")).isEqualTo(MAX);
        redis.setClockBack(Duration.ofDays(1));
        assertThat(other.admitted(1, "alice")).isZero();
        assertThat(redis.keys()).hasSize(2).allSatisfy(key -> assertThat(redis.millisToLive(key))
                .isBetween(1L, WINDOW.toMillis() + 1));
    }

    @Test
    void instance_limits_locally_while_redis_is_unavailable_and_returns_automatically() throws Exception {
        assertThat(one.admitted(6, "alice")).isEqualTo(6);
        assertThat(other.admitted(4, "alice")).isEqualTo(4);
        redis.kill();
        assertThat(one.admitted(50, "alice")).isEqualTo(4);
        assertThat(other.admitted(50, "alice")).isEqualTo(6);
        assertThat(one.admitted(50, "bob")).isEqualTo(MAX);
        assertThat(one.countsTogether()).isFalse();
        assertThat(one.meters.get("palisade.ratelimit.redis.available").gauge().value())
                .isZero();

        redis.start();
        one.await(true);
        other.await(true);

        assertThat(one.meters.get("palisade.ratelimit.redis.available").gauge().value())
                .isEqualTo(1);
        assertThat(one.admitted(50, "bob")).as("known admissions still count").isZero();
        assertThat(one.admitted(6, "carol") + other.admitted(50, "carol")).isEqualTo(MAX);
    }

    @Test
    void no_instance_exceeds_its_limit_after_redis_restarted_empty() throws Exception {
        redis.kill();
        assertThat(one.admitted(6, "alice")).isEqualTo(6);
        redis.start();
        one.await(true);
        other.await(true);
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            Callable<Long> request = () -> one.admitted(1, "alice");
            long admitted = 0;
            for (Future<Long> answer : pool.invokeAll(Collections.nCopies(100, request))) {
                admitted += answer.get();
            }
            assertThat(admitted).isEqualTo(4);
        } finally {
            pool.shutdown();
        }
        assertThat(other.admitted(50, "alice")).isEqualTo(6);
    }

    @Test
    void request_that_redis_refuses_after_an_outage_counts_towards_no_window() throws Exception {
        redis.kill();
        assertThat(one.admitted(1, "alice")).isEqualTo(1);
        redis.start();
        one.await(true);
        other.await(true);
        IntStream.range(0, 5).forEach(i -> logsIn(other, "alice"));
        IntStream.range(0, 20).forEach(i -> assertThat(logsIn(one, "alice")).isFalse());
        assertThat(IntStream.range(0, 10).filter(i -> logsIn(one, "bob")).count())
                .isEqualTo(5);
    }

    @Test
    void instance_that_starts_without_redis_limits_locally_until_redis_is_available() throws Exception {
        redis.kill();
        try (Instance late = instance(TIMEOUT)) {
            assertThat(late.countsTogether()).isFalse();
            assertThat(late.admitted(50, "alice")).isEqualTo(MAX);
            redis.start();
            late.await(true);
        }
    }

    /** The first connections are accepted and never answered, as by a frozen process whose host then vanishes. */
    @Test
    void instances_return_to_redis_after_connections_that_never_got_a_response() throws Exception {
        redis.kill();
        ServerSocket silent = new ServerSocket(redis.port, 50, InetAddress.getLoopbackAddress());
        try (Socket first = silent.accept();
                Socket second = silent.accept()) {
            silent.close();
            redis.start();
            one.await(true);
            other.await(true);
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @Test
    void slow_redis_times_out_and_the_instance_limits_locally() {
        try (Instance hasty = instance(Duration.ofMillis(50))) {
            redis.pause(5_000);
            long start = System.nanoTime();
            assertThat(hasty.admitted(50, "alice")).isEqualTo(MAX);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(hasty.countsTogether()).isFalse();
            hasty.await(true);
        }
    }

    @Test
    void redis_without_free_memory_makes_each_instance_count_for_itself_until_memory_is_free() {
        assertThat(one.admitted(6, "alice")).isEqualTo(6);
        redis.fill();

        assertThat(one.admitted(50, "alice")).as("what it knows holds").isEqualTo(4);
        assertThat(one.admitted(50, "bob")).isEqualTo(MAX);
        assertThat(other.admitted(50, "bob")).isEqualTo(MAX);
        assertThat(one.countsTogether() || other.countsTogether()).isFalse();

        redis.makeRoom();
        one.await(true);
        other.await(true);
        assertThat(one.admitted(50, "alice") + other.admitted(50, "bob")).isZero();
        assertThat(one.admitted(6, "carol") + other.admitted(50, "carol")).isEqualTo(MAX);
    }
}
