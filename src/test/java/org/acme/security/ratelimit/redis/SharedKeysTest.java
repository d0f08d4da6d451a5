package org.acme.security.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.security.crypto.PseudonymsFixture;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.Ipv6Network;
import org.junit.jupiter.api.Test;

/** Tests the Redis Cluster slots of windows: CRC16 (XMODEM) of the hash tag, modulo 16,384. */
class SharedKeysTest {

    private static final int SLOTS = 16_384;
    private static final int RANGES = 16;

    private final Policies policies = new Policies(Settings.of(100, Duration.ofSeconds(60))
            .with("login-address", 10, Duration.ofSeconds(60), Per.ADDRESS)
            .with("login-account", 5, Duration.ofSeconds(60), Per.ACCOUNT)
            .with("export", 5, Duration.ofSeconds(60), Per.CALLER));
    private final SharedKeys keys = new SharedKeys(PseudonymsFixture.create());

    private Hit[] hits(Object key, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(Hit.of(policies.named(name), key)))
                .toArray(Hit[]::new);
    }

    private static int slot(String key) {
        String whole = RedisScript.PREFIX + key;
        String tag = whole.substring(whole.indexOf('{') + 1, whole.indexOf('}'));
        int crc = 0;
        for (byte next : tag.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= next << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return (crc & 0xFFFF) % SLOTS;
    }

    private Set<Integer> slots(Hit... hits) {
        return keys.of(hits).stream().map(SharedKeysTest::slot).collect(Collectors.toSet());
    }

    @Test
    void redis_cluster_slots_follow_the_cluster_specification() {
        assertThat(slot("{123456789}")).isEqualTo(0x31C3 % SLOTS);
    }

    @Test
    void windows_of_one_caller_are_in_one_redis_cluster_slot() {
        assertThat(slots(hits(new UUID(1, 2), "default", "export"))).hasSize(1);
        assertThat(slots(hits("192.0.2.1", "address", "default", "login-address")))
                .hasSize(1);
        assertThat(slots(hits(new Ipv6Network(15L << 16 | 7, 64), "address", "default", "login-address")))
                .hasSize(1);
    }

    @Test
    void ipv6_64_network_has_its_own_key_in_the_slot_of_its_48_prefix() {
        Hit[] one = hits(new Ipv6Network(15L << 16 | 7, 64), "address");
        Hit[] other = hits(new Ipv6Network(15L << 16 | 8, 64), "address");
        assertThat(slots(one)).isEqualTo(slots(other));
        assertThat(keys.of(one).get(0)).isEqualTo(keys.of(other).get(0));
        assertThat(keys.of(one).get(1))
                .isNotEqualTo(keys.of(other).get(1))
                .isNotEqualTo(keys.of(one).get(0));
    }

    @Test
    void thousand_callers_are_spread_over_all_redis_cluster_slots() {
        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> slots(hits(new UUID(i, 15), "default")))
                        .flatMap(Set::stream)
                        .map(slot -> slot / (SLOTS / RANGES)))
                .hasSizeGreaterThan(RANGES * 9 / 10)
                .containsAll(IntStream.range(0, RANGES).boxed().toList());
    }

    @Test
    void redis_cluster_decides_slot_by_slot_from_address_to_account() {
        Hit[] login = Stream.of(
                        hits(new UUID(1, 2), "login-account"),
                        hits("192.0.2.1", "address", "default", "login-address"),
                        hits(new UUID(3, 4), "export"))
                .flatMap(Stream::of)
                .toArray(Hit[]::new);
        assertThat(SharedKeys.byHashTag(login))
                .extracting(
                        part -> Stream.of(part).map(hit -> hit.policy.name()).collect(Collectors.toSet()))
                .containsExactly(
                        Set.of("address", "default", "login-address"), Set.of("export"), Set.of("login-account"));
        assertThat(SharedKeys.byHashTag(login))
                .allSatisfy(part -> assertThat(slots(part)).hasSize(1));
    }
}
