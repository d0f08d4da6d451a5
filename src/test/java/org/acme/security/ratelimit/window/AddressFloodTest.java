package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.acme.fixture.SecondThread;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.RateLimitConfig;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.http.RequestHits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Floods from many network addresses within one window, with the default memory of a policy. */
@SecondThread
class AddressFloodTest {

    private static final int MEMORY = 16 << 20;
    private static final int NETWORKS = 537_000;
    private static final int HONEST = 1_000;
    private static final int MAX = 300;
    private static final int FACTOR = 10;

    private final Random random = new Random(15);
    private final AtomicLong now = new AtomicLong();
    private final Settings settings =
            Settings.of(100, Duration.ofSeconds(60)).with("login-address", 10, Duration.ofSeconds(60), Per.ADDRESS);
    private final Policies policies = new Policies(settings);
    private final LocalLimiter windows = new LocalLimiter(policies, settings, now::get);

    private boolean admits(String policy, Object key) {
        return windows.admit(Hit.of(policies.named(policy), key));
    }

    private long admitted(String policy, Object key, int times) {
        return IntStream.range(0, times).filter(i -> admits(policy, key)).count();
    }

    private MemoryBudget memory(String policy) {
        return windows.table(new Hit(policies.named(policy), "")).memory;
    }

    /** Returns the /64 at an index of the network whose prefix is {@code first}. */
    private static Object network(long first, int bits, long place) {
        long within = place & (1L << 64 - bits) - 1;
        return new Ipv6Network(first >>> 64 - bits << 64 - bits | within, Ipv6Network.CUSTOMER);
    }

    /** Sends each request from another /64, cycling through the /48s of the network. */
    private void flood(String policy, long first, int bits) {
        LongStream.range(0, NETWORKS)
                .forEach(i -> admits(policy, network(first, bits, i << 16 | i * 0x9E37 + (i >>> 48 - bits) & 0xFFFF)));
    }

    /** Returns a random /64 of another provider. */
    private Object honest() {
        return network(0x2A00_0000_0000_0000L | random.nextLong() >>> 8, 64, 0);
    }

    private static Object ipv4(int address) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
        return (bytes[0] & 255) + "." + (bytes[1] & 255) + "." + (bytes[2] & 255) + "." + (bytes[3] & 255);
    }

    @Test
    void address_flood_test_uses_the_default_memory() throws Exception {
        assertThat(RateLimitConfig.class
                        .getMethod("memory")
                        .getAnnotation(io.smallrye.config.WithDefault.class)
                        .value())
                .isEqualTo("16M");
        assertThat(settings.memory().asLongValue()).isEqualTo(MEMORY);
    }

    @ParameterizedTest
    @CsvSource({"address, 47", "address, 44", "default, 47", "login-address, 45"})
    void flood_of_ipv6_networks_from_one_prefix_does_not_limit_other_networks(String policy, int bits) {
        int max = policies.named(policy).max();
        flood(policy, 0x2001_0DB8_0000_0000L, bits);
        assertThat(IntStream.range(0, 100).mapToLong(i -> admitted(policy, honest(), max + 1)))
                .containsOnly((long) max);
        assertThat(IntStream.range(0, HONEST).filter(i -> admits(policy, honest())))
                .hasSize(HONEST);
        assertThat(IntStream.range(0, HONEST).filter(i -> admits(policy, ipv4(random.nextInt()))))
                .hasSize(HONEST);
        assertThat(memory(policy).taken()).isLessThanOrEqualTo(MEMORY);
    }

    /** The attacker owns the smallest block that a registry allocates to a provider, or a part of it. */
    @ParameterizedTest
    @ValueSource(ints = {32, 40})
    void flood_from_the_block_of_a_provider_leaves_room_for_new_addresses_of_others(int bits) {
        flood("address", 0x2001_0DB8_0000_0000L, bits);
        assertThat(IntStream.range(0, HONEST).filter(i -> admitted("address", honest(), 10) == 10))
                .as("16 of 1,024 shared windows belong to the block")
                .hasSizeGreaterThan(HONEST * 97 / 100);
        assertThat(memory("address").taken()).isLessThanOrEqualTo(MEMORY);
    }

    /** Each /48 stays within its limit: with one request from each /64, or with as many as a /64 may send. */
    @ParameterizedTest
    @CsvSource({"90, 1000", "1400, 10"})
    void flood_of_anonymous_ipv6_networks_does_not_limit_authenticated_callers(int sites, int networks) {
        int requests = 100 * FACTOR / networks;
        for (int site = 0; site < sites; site++) {
            long first = 0x2001_0DB8_0000_0000L | (long) site << 16;
            for (int i = 0; i < networks; i++) {
                admitted("default", network(first, 48, i), requests);
            }
        }
        assertThat(IntStream.range(0, 10 * HONEST).mapToLong(i -> admitted("default", new UUID(i, i * 31L), 25)))
                .as("admissions of each caller")
                .containsOnly(25L);
        assertThat(memory("default").taken()).isLessThanOrEqualTo(MEMORY);
    }

    @Test
    void memory_of_a_flood_is_free_again_when_no_new_address_comes() {
        flood("default", 0x2001_0DB8_0000_0000L, 32);
        assertThat(memory("default").taken()).isGreaterThan(MEMORY / 4);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        windows.tidy();
        assertThat(memory("default").taken()).isZero();
    }

    /** The hit of a request from a network that names a new session. */
    private Hit[] named(Policy policy, Object network) {
        String session = Long.toHexString(random.nextLong());
        RequestHits hits = new RequestHits(new Hit(policies.named("address"), network));
        hits.add(policy, null, () -> session);
        return hits.undecided();
    }

    /** Before authentication, a client can name any account or session in its request. */
    @Test
    void flood_of_keys_that_one_provider_makes_up_leaves_room_for_keys_of_others() {
        Policies keyed = new Policies(settings.with("refresh", 30, Duration.ofSeconds(60), Per.SESSION));
        Policy refresh = keyed.named("refresh");
        LocalLimiter limiter = new LocalLimiter(keyed, settings, now::get);
        LongStream.range(0, NETWORKS)
                .forEach(i -> limiter.admit(named(refresh, network(0x2001_0DB8_0000_0000L, 32, i))));
        assertThat(IntStream.range(0, HONEST).filter(i -> limiter.admit(named(refresh, honest()))))
                .hasSizeGreaterThan(HONEST * 97 / 100);
    }

    @Test
    void ipv6_networks_of_a_48_prefix_share_its_limit_exactly() {
        long first = 0x2001_0DB8_0001_0000L;
        IntStream.range(0, MAX * FACTOR).forEach(i -> assertThat(admits("address", network(first, 48, i)))
                .isTrue());
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        Hit[] next = Hit.of(policies.named("address"), network(first, 48, 0xFFFF));
        assertThat(windows.admit(next)).isFalse();
        assertThat(next[0].isRefused()).isTrue();
        assertThat(next[0].policy.name()).isEqualTo("address/48");
        assertThat(next[0].secondsUntilNext()).isEqualTo(40);
        assertThat(admits("address", network(0x2001_0DB8_0002_0000L, 48, 0))).isTrue();
        now.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(IntStream.range(0, 2 * MAX * FACTOR).filter(i -> admits("address", network(first, 48, i))))
                .hasSize(MAX * FACTOR);
    }

    @Test
    void exhausted_ipv6_64_network_uses_up_no_more_of_its_48_prefix() {
        Object loud = network(0x2001_0DB8_0001_0000L, 48, 1);
        assertThat(admitted("address", loud, 20 * MAX)).isEqualTo(MAX);
        assertThat(IntStream.range(2, FACTOR + 1)
                        .mapToLong(i -> admitted("address", network(0x2001_0DB8_0001_0000L, 48, i), MAX + 1)))
                .containsOnly((long) MAX);
    }

    @Test
    void ipv6_network_refused_by_its_48_prefix_takes_no_memory() {
        long first = 0x2001_0DB8_0001_0000L;
        IntStream.range(0, MAX * FACTOR).forEach(i -> admits("address", network(first, 48, i)));
        long taken = memory("address").taken();
        assertThat(admits("address", network(first, 48, 0xFFFF))).isFalse();
        flood("address", first, 48);
        assertThat(memory("address").taken()).isEqualTo(taken);
        assertThat(windows.table(new Hit(policies.named("address"), "")).size()).isEqualTo(MAX * FACTOR);
    }

    @Test
    void flood_of_a_million_ipv4_addresses_takes_bounded_memory_and_limits_only_new_addresses() {
        Object[] known = IntStream.range(0, HONEST).mapToObj(i -> ipv4(i << 12)).toArray();
        for (Object address : known) {
            assertThat(admitted("address", address, 4)).isEqualTo(4);
        }
        IntStream.range(0, 1_000_000).forEach(i -> admits("address", ipv4(random.nextInt())));
        assertThat(memory("address").taken()).isLessThanOrEqualTo(MEMORY);
        for (Object address : IntStream.range(0, 100).mapToObj(i -> known[i]).toArray()) {
            assertThat(admitted("address", address, MAX)).isEqualTo(MAX - 4);
        }
        assertNewAddressesWaitForASharedWindow();
    }

    private void assertNewAddressesWaitForASharedWindow() {
        Hit[] late = Hit.of(policies.named("address"), "192.0.2.1");
        assertThat(windows.admit(late)).isFalse();
        assertThat(late[0].secondsUntilNext()).isBetween(1L, 60L);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(admitted("address", "192.0.2.1", MAX + 1)).isEqualTo(MAX);
    }

    @Test
    void flood_of_ipv4_addresses_from_few_networks_leaves_room_for_new_addresses_of_others() {
        IntStream.range(0, 1_000_000).forEach(i -> admits("address", ipv4(0x0A00_0000 + i)));
        assertThat(IntStream.range(0, HONEST).filter(i -> admits("address", ipv4(0x5000_0000 + i * 0x1_2345))))
                .as("16 /16 networks reach 256 of 1,024 shared windows")
                .hasSizeGreaterThan(HONEST * 70 / 100);
    }
}
