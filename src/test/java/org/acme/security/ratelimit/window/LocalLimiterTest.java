package org.acme.security.ratelimit.window;

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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.acme.fixture.Eventually;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.Settings;
import org.junit.jupiter.api.Test;

class LocalLimiterTest {

    private static final int MAX = 10;
    private static final int MANY = 50_000;
    private static final int MEMORY = 1 << 20;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final AtomicLong now = new AtomicLong();
    private final Settings settings = Settings.of(MAX, WINDOW)
            .with("many", MANY, WINDOW, Per.CALLER)
            .with("login-account", 5, WINDOW, Per.ACCOUNT)
            .with("login-address", MAX, WINDOW, Per.ADDRESS)
            .withMemory(MEMORY);
    private final Policies policies = new Policies(settings);
    private final LocalLimiter windows = new LocalLimiter(policies, settings, now::get);

    private Hit hit(String policy, Object key) {
        return new Hit(policies.named(policy), key);
    }

    private boolean admits(Object key) {
        return windows.admit(hit("default", key));
    }

    private boolean admitsLogin(String address, String account) {
        return windows.admit(hit("login-account", account), hit("login-address", address));
    }

    private static int admitted(int times, Callable<Boolean> request) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(times);
        CyclicBarrier start = new CyclicBarrier(times);
        try {
            Callable<Boolean> together = () -> {
                start.await();
                return request.call();
            };
            int admitted = 0;
            for (Future<Boolean> answer : pool.invokeAll(Collections.nCopies(times, together))) {
                admitted += answer.get() ? 1 : 0;
            }
            return admitted;
        } finally {
            pool.shutdown();
        }
    }

    private static long count(int times, BooleanSupplier request) {
        return IntStream.range(0, times).filter(i -> request.getAsBoolean()).count();
    }

    private void invent(int keys) {
        IntStream.range(0, keys).forEach(i -> admits("invented " + i));
    }

    private WindowTable defaults() {
        return windows.table(hit("default", ""));
    }

    @Test
    void hundred_parallel_requests_at_a_limit_of_10_admit_exactly_10() throws Exception {
        assertThat(admitted(100, () -> admits("alice"))).isEqualTo(MAX);
    }

    @Test
    void concurrent_threads_admit_exactly_the_limit() throws Exception {
        AtomicLong admitted = new AtomicLong();
        admitted(4, () -> {
            admitted.addAndGet(count(MANY, () -> windows.admit(hit("many", "alice"))));
            return true;
        });
        assertThat(admitted).hasValue(MANY);
    }

    private void decideUnder(List<Hit> held, Runnable decision) throws InterruptedException {
        for (Hit hit : held) {
            SlidingWindow window = windows.table(hit).known(hit.key);
            Thread request = new Thread(decision);
            synchronized (window) {
                request.start();
                Eventually.holds(
                        () -> assertThat(request.getState()).isIn(Thread.State.BLOCKED, Thread.State.TERMINATED));
                assertThat(request.getState()).as(hit.policy.name()).isEqualTo(Thread.State.BLOCKED);
            }
            request.join();
        }
    }

    @Test
    void every_decision_and_change_of_a_rate_limit_window_waits_for_its_lock() throws Exception {
        Hit account = hit("login-account", "alice");
        Hit address = hit("login-address", "203.0.113.7");
        admitsLogin("203.0.113.7", "alice");

        decideUnder(List.of(account, address), () -> admitsLogin("203.0.113.7", "alice"));
        decideUnder(List.of(account, address), () -> windows.wouldRefuse(account, address));
        decideUnder(List.of(account), () -> windows.remember(account, now.get()));
        decideUnder(List.of(account), () -> windows.takeBack(account));
        decideUnder(List.of(account), () -> windows.close(account, now.get() + 1));
    }

    @Test
    void parallel_requests_under_two_policies_admit_what_the_stricter_one_allows() throws Exception {
        assertThat(admitted(100, () -> admitsLogin("203.0.113.7", "alice"))).isEqualTo(5);
    }

    @Test
    void request_refused_by_one_policy_counts_towards_no_local_window() {
        assertThat(count(20, () -> admitsLogin("203.0.113.7", "alice"))).isEqualTo(5);
        assertThat(count(20, () -> admitsLogin("203.0.113.7", "bob"))).isEqualTo(5);
        assertThat(admitsLogin("203.0.113.7", "carol")).isFalse();
        assertThat(count(20, () -> admitsLogin("203.0.113.8", "carol"))).isEqualTo(5);
    }

    @Test
    void rate_limit_refusal_names_the_policy_and_the_wait() {
        count(5, () -> admitsLogin("203.0.113.7", "alice"));
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        Hit account = hit("login-account", "alice");
        Hit address = hit("login-address", "203.0.113.7");
        assertThat(windows.admit(account, address)).isFalse();
        assertThat(account.isRefused()).isTrue();
        assertThat(account.remaining()).isZero();
        assertThat(account.secondsUntilNext()).isEqualTo(40);
        assertThat(address.isRefused()).isFalse();
        assertThat(address.remaining()).isEqualTo(5);
    }

    @Test
    void invented_keys_take_bounded_memory() {
        invent(100_000);
        assertThat(defaults().memory.taken()).isLessThanOrEqualTo(MEMORY);
        assertThat(defaults().size()).isLessThan(MEMORY / 100);
    }

    @Test
    void addresses_take_half_of_the_memory_of_a_policy_by_caller_and_all_of_a_policy_by_address() {
        for (int i = 0; i < 10_000; i++) {
            String address = "192.0." + i / 100 + "." + i % 100;
            admits(address);
            windows.admit(hit("login-address", address));
        }
        assertThat(defaults().memory.taken()).isBetween(MEMORY / 3L, MEMORY / 2L);
        assertThat(windows.table(hit("login-address", "192.0.2.1")).memory.taken())
                .isGreaterThan(MEMORY * 2L / 3);
        assertThat(count(MAX, () -> admits("late"))).isEqualTo(MAX);
    }

    @Test
    void exhausted_keys_take_bounded_memory() {
        IntStream.range(0, 20).forEach(round -> invent(10_000));
        assertThat(defaults().memory.taken()).isLessThanOrEqualTo(MEMORY + 1_024 * 160);
    }

    @Test
    void invented_keys_do_not_reset_the_windows_of_others() {
        assertThat(count(MAX, () -> admits("alice"))).isEqualTo(MAX);
        invent(100_000);
        assertThat(admits("alice")).isFalse();
    }

    @Test
    void invented_keys_do_not_limit_earlier_callers_or_other_policies() {
        assertThat(admits("alice")).isTrue();
        invent(100_000);
        assertThat(count(MAX, () -> admits("alice"))).isEqualTo(MAX - 1);
        assertThat(count(MAX, () -> admitsLogin("203.0.113.7", "alice"))).isEqualTo(5);
    }

    @Test
    void caller_without_a_window_of_its_own_is_still_limited() {
        invent(20_000);
        assertThat(count(100, () -> admits("late"))).isLessThanOrEqualTo(MAX);
    }

    @Test
    void empty_windows_are_removed_and_free_their_memory() {
        invent(20_000);
        now.addAndGet(WINDOW.toNanos());
        assertThat(defaults().size()).isZero();
        assertThat(defaults().memory.taken()).isZero();
        assertThat(count(100, () -> admits("late"))).isEqualTo(MAX);
    }

    @Test
    void empty_windows_make_room_for_new_callers() {
        for (int minute = 0; minute < 20; minute++) {
            IntStream.range(minute * 1_000, (minute + 1) * 1_000).forEach(i -> admits("visitor " + i));
            now.addAndGet(WINDOW.toNanos());
        }
        assertThat(defaults().memory.taken()).isLessThan(3_000 * 200);
    }

    @Test
    void decisions_of_the_shared_store_are_applied_to_local_windows() {
        IntStream.range(0, MAX).forEach(i -> windows.remember(hit("default", "alice"), now.get()));
        assertThat(windows.wouldRefuse(hit("default", "alice"))).isTrue();
        assertThat(admits("alice")).isFalse();

        windows.close(hit("default", "bob"), now.get() + Duration.ofSeconds(7).toNanos());
        Hit bob = hit("default", "bob");
        assertThat(windows.wouldRefuse(bob)).isTrue();
        assertThat(bob.secondsUntilNext()).isEqualTo(7);
        now.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(windows.wouldRefuse(bob)).isFalse();
        assertThat(admits("bob")).isTrue();
    }

    /**
     * Redis counts on. Otherwise, an attacker who fills the memory of an instance would block callers that Redis
     * admits.
     */
    @Test
    void full_memory_does_not_refuse_what_the_shared_store_may_admit() {
        IntStream.range(0, 4).forEach(i -> windows.remember(hit("default", "alice"), now.get()));
        IntStream.range(0, MAX).forEach(round -> invent(20_000));
        assertThat(admits("alice")).as("a fifth admission needs memory").isFalse();
        assertThat(windows.wouldRefuse(hit("default", "alice"))).isFalse();
    }

    @Test
    void concurrent_removal_and_use_of_windows_loses_no_admission() throws Exception {
        for (int round = 0; round < 50; round++) {
            now.addAndGet(WINDOW.toNanos());
            List<Object> keys = List.of("alice", "bob");
            long admitted = admitted(50, () -> {
                invent(20);
                return admits(keys.get(0)) & admits(keys.get(1));
            });
            assertThat(admitted).isLessThanOrEqualTo(MAX);
            assertThat(admits("alice")).isFalse();
            assertThat(admits("bob")).isFalse();
        }
    }

    @Test
    void addresses_of_one_ipv6_network_count_as_one_key() {
        assertThat(NetworkAddress.network("2001:db8:1:2::1")).isEqualTo(NetworkAddress.network("2001:db8:1:2:ffff::9"));
        assertThat(NetworkAddress.network("2001:db8:1:2::1")).isNotEqualTo(NetworkAddress.network("2001:db8:1:3::1"));
        assertThat(NetworkAddress.network("192.0.2.1")).isNotEqualTo(NetworkAddress.network("192.0.2.2"));
    }

    @Test
    void withdrawn_admission_makes_room_in_a_full_window() {
        assertThat(count(MAX, () -> admits("alice"))).isEqualTo(MAX);
        assertThat(admits("alice")).isFalse();
        windows.takeBack(hit("default", "alice"));
        assertThat(admits("alice")).isTrue();
        assertThat(admits("alice")).isFalse();
        now.addAndGet(WINDOW.toNanos() - 1);
        assertThat(admits("alice")).isFalse();
        now.addAndGet(1);
        assertThat(admits("alice")).isTrue();
    }
}
