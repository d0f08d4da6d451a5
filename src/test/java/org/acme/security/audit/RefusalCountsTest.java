package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.acme.fixture.Parallel;
import org.acme.security.audit.AuditEvent.AccessRefused;
import org.acme.security.audit.AuditEvent.PermissionDenied;
import org.junit.jupiter.api.Test;

class RefusalCountsTest {

    private final AtomicLong now = new AtomicLong();
    private final RefusalCounts counts = new RefusalCounts(now::get);
    private final UUID mallory = UUID.randomUUID();

    private List<Long> recorded(UUID caller, int refusals) {
        return LongStream.range(0, refusals)
                .map(any -> counts.next(caller, AccessRefused.class, "ReportResource#read"))
                .filter(count -> count != RefusalCounts.NOT_RECORDED)
                .boxed()
                .toList();
    }

    @Test
    void thousands_of_refusals_of_one_caller_leave_few_audit_events() {
        assertThat(recorded(mallory, 6_000))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 4096L);
    }

    @Test
    void first_refusal_of_each_operation_is_recorded_with_the_count_of_all() {
        recorded(mallory, 6);
        assertThat(counts.next(mallory, AccessRefused.class, "UserResource#read"))
                .isEqualTo(7);
        assertThat(counts.next(mallory, PermissionDenied.class, "UserResource#read"))
                .isEqualTo(1);
    }

    @Test
    void first_refusal_of_an_operation_is_recorded_although_its_name_has_the_hash_of_another() {
        assertThat("Aa").hasSameHashCodeAs("BB");
        recorded(mallory, 4);
        assertThat(counts.next(mallory, AccessRefused.class, "Aa")).isEqualTo(5);
        assertThat(counts.next(mallory, AccessRefused.class, "BB")).isEqualTo(6);
        assertThat(counts.next(mallory, AccessRefused.class, "Aa")).isEqualTo(RefusalCounts.NOT_RECORDED);
    }

    @Test
    void parallel_refusals_are_counted_one_by_one() {
        List<Long> counted = Parallel.times(64, () -> recorded(mallory, 1_000)).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(counted).containsExactlyInAnyOrderElementsOf(recordedOf(64_000));
        assertThat(recorded(mallory, 2_000)).containsExactly(65_536L);
    }

    /** The powers of two up to this number of refusals. */
    private static List<Long> recordedOf(int refusals) {
        return LongStream.iterate(1, number -> number <= refusals, number -> 2 * number)
                .boxed()
                .toList();
    }

    @Test
    void refusals_are_counted_anew_after_an_hour() {
        recorded(mallory, 7);
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(recorded(mallory, 1)).containsExactly(8L);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(recorded(mallory, 1)).containsExactly(1L);
    }

    @Test
    void refusals_of_each_caller_are_counted_separately_up_to_a_bound() {
        recorded(mallory, 3);
        IntStream.range(1, RefusalCounts.MAX_COUNTS)
                .forEach(any -> assertThat(recorded(UUID.randomUUID(), 1)).containsExactly(1L));
        assertThat(recorded(mallory, 1)).containsExactly(4L);
        IntStream.range(0, RefusalCounts.MAX_COUNTS).forEach(any -> recorded(UUID.randomUUID(), 1));
        assertThat(recorded(mallory, 1)).containsExactly(1L);
    }
}
