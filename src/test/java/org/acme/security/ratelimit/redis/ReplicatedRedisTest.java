package org.acme.security.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.RealRedisCluster;
import org.acme.fixture.RealRedisSentinel;
import org.acme.fixture.SecondThread;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Settings;
import org.junit.jupiter.api.Test;

/** Tests two instances with a real Redis Cluster, and with a master that a real Redis Sentinel replaces. */
@SecondThread
class ReplicatedRedisTest {

    private static final int MAX = 10;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String ADDRESS = "203.0.113.7";

    private static Instance instance(RedisOptions options) {
        Settings settings = Settings.of(MAX, WINDOW)
                .with("login-account", 5, WINDOW, Per.ACCOUNT)
                .with("login-address", MAX, WINDOW, Per.ADDRESS);
        return new Instance(options, settings, TIMEOUT);
    }

    private static boolean logsIn(Instance instance, String address, String account) {
        return instance.admits(address, Map.of("login-account", account, "login-address", address));
    }

    @Test
    void instances_share_limits_in_a_redis_cluster_and_after_a_master_was_replaced() throws Exception {
        try (RealRedisCluster cluster = RealRedisCluster.started()) {
            RedisOptions options = new RedisOptions().setType(RedisClientType.CLUSTER);
            cluster.urls().forEach(options::addConnectionString);
            try (Instance one = instance(options);
                    Instance other = instance(options)) {
                assertThat(one.countsTogether() && other.countsTogether()).isTrue();
                assertCountedExactly(one, other);
                assertRefusalCountsNowhere(one, other);
                assertSpread(one, cluster);
                cluster.killTheFirstMaster();
                assertCountsTogetherAgain(one, other);
            }
        }
    }

    private static void assertCountedExactly(Instance one, Instance other) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            Stream<Callable<Boolean>> logins = IntStream.range(0, 100)
                    .mapToObj(i -> () -> logsIn(i % 2 == 0 ? one : other, "198.51.100." + i, "alice"));
            int admitted = 0;
            for (Future<Boolean> answer : pool.invokeAll(logins.toList())) {
                admitted += answer.get() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(5);
        } finally {
            pool.shutdown();
        }
    }

    /** The account is checked last; its refusal withdraws the admission of the address. */
    private static void assertRefusalCountsNowhere(Instance one, Instance other) {
        assertThat(IntStream.range(0, 5).filter(i -> logsIn(one, "203.0.113.8", "bob")))
                .hasSize(5);
        assertThat(logsIn(other, ADDRESS, "bob")).isFalse();
        assertThat(IntStream.range(0, 2 * MAX).filter(i -> logsIn(one, ADDRESS, "account " + i)))
                .hasSize(MAX);
        assertThat(logsIn(other, ADDRESS, "carol")).isFalse();
        assertThat(IntStream.range(0, MAX).filter(i -> logsIn(one, "203.0.113.9", "carol")))
                .hasSize(5);
    }

    private static void assertSpread(Instance one, RealRedisCluster cluster) {
        IntStream.range(0, 300).forEach(i -> one.admits("192.0.2." + i % 256, Map.of("default", new UUID(i, i))));
        assertThat(cluster.keysOfMasters()).allSatisfy(keys -> assertThat(keys).isGreaterThan(100));
    }

    private static void assertCountsTogetherAgain(Instance one, Instance other) {
        Eventually.holds(() -> {
            UUID caller = UUID.randomUUID();
            String address = "2001:db8::" + Integer.toHexString(caller.hashCode() & 0xFFFF);
            IntStream.range(0, MAX).forEach(i -> one.admits(address, Map.of("default", caller)));
            assertThat(other.admits(address, Map.of("default", caller))).isFalse();
            assertThat(one.countsTogether() && other.countsTogether()).isTrue();
        });
    }

    @Test
    void instances_keep_their_counts_after_redis_sentinel_replaced_the_master() throws Exception {
        try (RealRedisSentinel redis = RealRedisSentinel.started()) {
            RedisOptions options = new RedisOptions()
                    .setType(RedisClientType.SENTINEL)
                    .setRole(RedisRole.MASTER)
                    .setMasterName(RealRedisSentinel.MASTER_NAME)
                    .setConnectionString(redis.url());
            try (Instance one = instance(options);
                    Instance other = instance(options)) {
                assertThat(one.admitted(6, "alice")).isEqualTo(6);
                redis.killTheMaster();
                one.await(false);
                other.await(false);
                one.await(true);
                other.await(true);
                assertThat(other.admitted(50, "alice")).isEqualTo(MAX - 6);
                assertThat(one.admitted(1, "alice")).isZero();
            }
        }
    }
}
