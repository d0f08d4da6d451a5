package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.function.IntFunction;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** Measures the memory of a key: its window, its name and its map entry. */
class BytesPerKeyTest {

    private static final int KEYS = 6_000;
    private static final int ADMISSIONS = 5;

    private final Settings settings = Settings.of(100, Duration.ofSeconds(60));
    private final Policies policies = new Policies(settings);
    private final LocalLimiter windows = new LocalLimiter(policies, settings, () -> 0);

    private WindowTable tableOf(Object key) {
        return windows.table(new Hit(policies.named("default"), key));
    }

    /** Without it, JOL cannot read the fields of records and lambdas. */
    @BeforeAll
    static void makeFieldsAccessible() {
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private long bytesPerKey(IntFunction<Object> key) {
        WindowTable used = tableOf(key.apply(0));
        long before = GraphLayout.parseInstance(used).totalSize();
        for (int i = 0; i < KEYS; i++) {
            Hit hit = new Hit(policies.named("default"), key.apply(i));
            for (int limiter = 0; limiter < ADMISSIONS; limiter++) {
                assertThat(windows.admit(hit)).isTrue();
            }
        }
        return (GraphLayout.parseInstance(used).totalSize() - before) / KEYS;
    }

    @Test
    void rate_limit_window_of_a_user_takes_less_than_200_bytes() {
        assertThat(bytesPerKey(i -> new UUID(i, i * 31L))).isLessThan(200);
    }

    @Test
    void rate_limit_window_of_a_network_address_takes_less_than_200_bytes() {
        assertThat(bytesPerKey(i -> "10." + (100 + i % 100) + "." + (100 + i / 100 % 100) + ".200"))
                .isLessThan(200);
    }

    @Test
    void counted_memory_of_rate_limit_windows_is_the_used_memory() {
        long used_up = bytesPerKey(i -> new UUID(i, i * 31L)) * KEYS;
        assertThat(tableOf(new UUID(0, 0)).memory.taken()).isBetween(used_up * 9 / 10, used_up * 12 / 10);
    }
}
