package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;

/** Compares the ring buffer with a plain log of admissions that is counted for each request. */
class SlidingWindowPropertiesTest {

    private static final long WINDOW = 1_000;

    /** A window with its policy. */
    private static final class Used {

        private final Policy policy;
        private final MemoryBudget memory = new MemoryBudget(1 << 20);
        private final SlidingWindow window;

        Used(int max, long start) {
            policy = new Policy(0, "default", max, WINDOW, Per.CALLER);
            window = new SlidingWindow(policy, start);
        }

        boolean admits(long now) {
            boolean open = window.canAdmit(policy, now, memory);
            if (open) {
                window.remember(policy, now, memory);
            }
            return open;
        }

        int remaining() {
            return window.remaining(policy);
        }

        long nanosUntilNext(long now) {
            return window.nanosUntilNext(policy, now);
        }
    }

    @Provide
    Arbitrary<List<Long>> gaps() {
        return Arbitraries.longs()
                .between(0, 2 * WINDOW)
                .withDistribution(net.jqwik.api.RandomDistribution.biased())
                .list()
                .ofMaxSize(200);
    }

    @Property
    void sliding_window_decides_like_a_plain_log_of_timestamps(
            @ForAll("gaps") List<Long> gaps, @ForAll @IntRange(min = 1, max = 20) int max, @ForAll long start) {
        Used window = new Used(max, start);
        List<Long> log = new ArrayList<>();
        long now = start;
        for (long gap : gaps) {
            now += gap;
            boolean expected = inWindow(log, now) < max;
            assertThat(window.admits(now)).isEqualTo(expected);
            if (expected) {
                log.add(now);
            }
            assertThat(window.remaining()).isEqualTo(max - (int) inWindow(log, now));
        }
        assertNoSpanHoldsMoreThan(max, log);
    }

    @Property
    void sliding_window_admits_a_request_exactly_after_the_announced_wait(
            @ForAll("gaps") List<Long> gaps, @ForAll @IntRange(min = 1, max = 10) int max) {
        Used window = new Used(max, 0);
        long now = 0;
        for (long gap : gaps) {
            now += gap;
            if (!window.admits(now)) {
                long wait = window.nanosUntilNext(now);
                assertThat(wait).isBetween(1L, WINDOW);
                assertThat(window.admits(now + wait - 1)).isFalse();
                now += wait;
                assertThat(window.admits(now)).isTrue();
            }
        }
    }

    /** Fixed windows and token buckets admit twice the limit around a boundary. */
    @Example
    void sliding_window_admits_no_burst_around_a_boundary() {
        Used window = new Used(10, 0);
        int admitted = 0;
        for (long now = WINDOW - 10; now < WINDOW + 10; now++) {
            admitted += window.admits(now) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(10);
    }

    private static long inWindow(List<Long> log, long now) {
        return log.stream().filter(time -> now - time < WINDOW).count();
    }

    private static void assertNoSpanHoldsMoreThan(int max, List<Long> log) {
        for (int i = 0; i + max < log.size(); i++) {
            assertThat(log.get(i + max) - log.get(i)).isGreaterThanOrEqualTo(WINDOW);
        }
    }
}
