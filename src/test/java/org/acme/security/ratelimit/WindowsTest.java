package org.acme.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final int MAX = 10;
    private static final int MAX_KEYS = 1_000;

    private final AtomicLong now = new AtomicLong();
    private final Windows windows = new Windows(new Policy(MAX, Duration.ofSeconds(60), MAX_KEYS), now::get);

    private record Policy(int max, Duration window, int maxKeys) implements RateLimitConfig {}

    @Test
    void a_hundred_parallel_requests_at_a_limit_of_ten_admit_exactly_ten() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(100);
        CyclicBarrier start = new CyclicBarrier(100);
        try {
            Callable<Boolean> request = () -> {
                start.await();
                return windows.admit("alice").admitted();
            };
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
    void keys_that_an_attacker_invents_take_bounded_memory() {
        IntStream.range(0, 100_000).forEach(i -> windows.admit("invented " + i));
        assertThat(windows.size()).isLessThanOrEqualTo(MAX_KEYS + 1_024);
    }

    @Test
    void keys_that_an_attacker_invents_give_nobody_a_fresh_window() {
        List<Admission> used =
                IntStream.range(0, MAX).mapToObj(i -> windows.admit("alice")).toList();
        assertThat(used).allMatch(Admission::admitted);

        IntStream.range(0, 100_000).forEach(i -> windows.admit("invented " + i));

        assertThat(windows.admit("alice").admitted()).isFalse();
    }

    @Test
    void whoever_finds_no_room_is_limited_all_the_same() {
        IntStream.range(0, MAX_KEYS).forEach(i -> windows.admit("invented " + i));
        long admitted = IntStream.range(0, 100)
                .filter(i -> windows.admit("late").admitted())
                .count();
        assertThat(admitted).isEqualTo(MAX);
    }

    @Test
    void windows_that_are_empty_again_are_forgotten() {
        IntStream.range(0, MAX_KEYS).forEach(i -> windows.admit("invented " + i));
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(windows.size()).isZero();
    }

    @Test
    void addresses_of_one_ipv6_network_are_one_place() {
        assertThat(NetworkAddress.network("2001:db8:1:2::1")).isEqualTo(NetworkAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(NetworkAddress.network("2001:db8:1:2::1")).isNotEqualTo(NetworkAddress.network("2001:db8:1:3::1"));
        assertThat(NetworkAddress.network("192.0.2.1")).isNotEqualTo(NetworkAddress.network("192.0.2.2"));
        assertThat(NetworkAddress.network("::ffff:192.0.2.1")).isEqualTo(NetworkAddress.network("192.0.2.1"));
    }
}
