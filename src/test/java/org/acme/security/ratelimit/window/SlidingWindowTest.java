package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.junit.jupiter.api.Test;

/** Examples of a window of 1,000 nanoseconds with at most ten admissions. */
class SlidingWindowTest {

    private static final int MAX = 10;
    private static final long START = 5_000;
    private static final int PLENTY = 1 << 20;

    private final Policy policy = new Policy(0, "default", MAX, 1_000, Per.CALLER);
    private final SlidingWindow window = new SlidingWindow(policy, START);
    private final MemoryBudget memory = new MemoryBudget(PLENTY);

    private void admit(long... times) {
        for (long time : times) {
            assertThat(isOpen(time)).as("admitted at %s", time).isTrue();
            window.remember(policy, time, memory);
        }
    }

    private void fill(long time) {
        while (isOpen(time)) {
            window.remember(policy, time, memory);
        }
    }

    private boolean isOpen(long now) {
        return window.canAdmit(policy, now, memory);
    }

    @Test
    void new_window_is_open_and_idle_and_needs_no_wait() {
        assertThat(isOpen(START)).isTrue();
        assertThat(window.isIdle(policy, START)).isTrue();
        assertThat(window.isRetired()).isFalse();
        assertThat(window.remaining(policy)).isEqualTo(MAX);
        assertThat(window.nanosUntilNext(policy, START)).isZero();
        assertThat(window.closedUntil()).isEqualTo(START);
    }

    @Test
    void admission_leaves_the_window_when_its_span_is_over_and_not_before() {
        admit(START);
        assertThat(window.isIdle(policy, START + 999)).isFalse();
        assertThat(window.remaining(policy)).isEqualTo(MAX - 1);
        assertThat(window.isIdle(policy, START + 1_000)).isTrue();
        assertThat(window.remaining(policy)).isEqualTo(MAX);
    }

    @Test
    void wait_for_the_next_admission_ends_when_the_oldest_leaves() {
        admit(START, START + 300);
        assertThat(window.nanosUntilNext(policy, START + 400)).isEqualTo(600);
    }

    @Test
    void window_grows_by_half_and_takes_the_memory_for_it() {
        int smallest = window.bytes();
        assertThat(smallest).isEqualTo(88 + 4 * Long.BYTES);
        admit(START, START, START, START);
        assertThat(window.bytes()).isEqualTo(smallest);
        admit(START);
        assertThat(window.bytes()).isEqualTo(smallest + 2 * Long.BYTES);
        fill(START);
        assertThat(window.bytes()).isEqualTo(smallest + (MAX - 4) * Long.BYTES);
        assertThat(memory.taken()).isEqualTo((MAX - 4) * Long.BYTES);
    }

    @Test
    void window_of_a_small_limit_has_no_spare_slots() {
        Policy two = new Policy(0, "small", 2, 1_000, Per.CALLER);
        assertThat(new SlidingWindow(two, START).bytes()).isEqualTo(88 + 2 * Long.BYTES);
    }

    @Test
    void order_of_admissions_survives_growth_of_a_ring_that_has_wrapped() {
        admit(START, START + 100, START + 200, START + 300);
        admit(START + 1_000, START + 1_100);
        admit(START + 1_150, START + 1_160);
        for (long leaving : new long[] {1_200, 1_300, 2_000, 2_100, 2_150}) {
            long wait = START + leaving - (START + 1_170);
            assertThat(window.nanosUntilNext(policy, START + 1_170)).isEqualTo(wait);
            isOpen(START + leaving);
        }
        assertThat(window.remaining(policy)).isEqualTo(MAX - 1);
    }

    @Test
    void full_window_is_closed_until_its_oldest_admission_leaves() {
        fill(START + 50);
        assertThat(window.remaining(policy)).isZero();
        window.closeWhileFull(policy);
        assertThat(window.closedUntil()).isEqualTo(START + 1_050);
        assertThat(isOpen(START + 1_049)).isFalse();
        assertThat(isOpen(START + 1_050)).isTrue();
    }

    @Test
    void window_with_room_is_not_closed() {
        admit(START + 50);
        window.closeWhileFull(policy);
        assertThat(window.closedUntil()).isEqualTo(START);
    }

    @Test
    void refusal_by_another_store_closes_the_window_until_its_time() {
        window.closeUntil(policy, START + 70);
        assertThat(isOpen(START + 69)).isFalse();
        assertThat(window.isIdle(policy, START + 69)).isFalse();
        assertThat(window.nanosUntilNext(policy, START + 60)).isEqualTo(10);
        assertThat(isOpen(START + 70)).isTrue();
        assertThat(window.isIdle(policy, START + 70)).isTrue();
    }

    @Test
    void refusal_by_another_store_does_not_open_a_full_window_earlier() {
        fill(START);
        window.closeUntil(policy, START + 70);
        assertThat(window.closedUntil()).isEqualTo(START + 1_000);
    }

    @Test
    void withdrawn_admission_opens_a_full_window_at_once() {
        fill(START + 50);
        window.closeWhileFull(policy);
        window.forgetLatest(policy);
        assertThat(window.remaining(policy)).isEqualTo(1);
        assertThat(isOpen(START + 50)).isTrue();
    }

    @Test
    void withdrawn_admission_does_not_open_what_another_store_closed() {
        fill(START);
        window.closeUntil(policy, START + 3_000);
        window.forgetLatest(policy);
        assertThat(isOpen(START + 2_999)).isFalse();
    }

    @Test
    void withdrawing_from_a_window_with_room_leaves_its_refusal_as_it_is() {
        admit(START);
        window.closeUntil(policy, START + 1_000);
        window.forgetLatest(policy);
        assertThat(window.closedUntil()).isEqualTo(START + 1_000);
    }

    @Test
    void withdrawing_from_an_empty_window_does_not_raise_its_limit() {
        window.forgetLatest(policy);
        assertThat(window.remaining(policy)).isEqualTo(MAX);
    }

    @Test
    void times_that_arrive_out_of_order_count_from_the_latest() {
        admit(START + 100);
        window.remember(policy, START + 40, memory);
        assertThat(window.isIdle(policy, START + 1_099)).isFalse();
        assertThat(window.remaining(policy)).isEqualTo(MAX - 2);
    }

    @Test
    void admission_of_another_store_replaces_those_that_have_left_the_window() {
        fill(START);
        window.remember(policy, START + 1_000, memory);
        assertThat(window.remaining(policy)).isEqualTo(MAX - 1);
    }

    @Test
    void window_that_cannot_grow_refuses_and_drops_the_oldest_of_another_store() {
        MemoryBudget none = new MemoryBudget(0);
        for (long time = START; time < START + 4; time++) {
            assertThat(window.canAdmit(policy, time, none)).isTrue();
            window.remember(policy, time, none);
        }
        assertThat(window.canAdmit(policy, START + 4, none)).isFalse();
        window.remember(policy, START + 4, none);
        assertThat(window.remaining(policy)).isEqualTo(MAX - 4);
        assertThat(window.nanosUntilNext(policy, START + 4)).isEqualTo(997);
        assertThat(none.taken()).isZero();
    }

    @Test
    void removed_window_is_recognizable() {
        window.retire();
        assertThat(window.isRetired()).isTrue();
    }
}
