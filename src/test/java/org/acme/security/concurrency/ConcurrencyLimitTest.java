package org.acme.security.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.acme.fixture.Parallel;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

    private static final UUID ALICE = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID CAROL = new UUID(0, 3);

    private final ConcurrencyLimit limit = new ConcurrencyLimit(3, 2, 7);

    private static void assertRefused(Runnable request, ProblemCode code) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(Problem.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.headers()).containsEntry("Retry-After", "7");
        });
    }

    @Test
    void caller_at_the_concurrency_limit_gets_429_and_others_are_admitted() {
        limit.acquire(ALICE);
        limit.acquire(ALICE);
        assertRefused(() -> limit.acquire(ALICE), ProblemCode.RATE_LIMITED);
        limit.acquire(BOB);
    }

    @Test
    void caller_gets_503_when_the_instance_is_at_its_concurrency_limit() {
        limit.acquire(ALICE);
        limit.acquire(ALICE);
        limit.acquire(BOB);
        assertRefused(() -> limit.acquire(CAROL), ProblemCode.UNAVAILABLE);
        limit.release(ALICE);
        limit.acquire(CAROL);
        assertRefused(() -> limit.acquire(ALICE), ProblemCode.UNAVAILABLE);
        limit.release(BOB);
        limit.acquire(ALICE);
    }

    @Test
    void refused_requests_do_not_count_towards_the_concurrency_limit() {
        for (int i = 0; i < 10; i++) {
            limit.acquire(ALICE);
            limit.acquire(ALICE);
            assertRefused(() -> limit.acquire(ALICE), ProblemCode.RATE_LIMITED);
            limit.release(ALICE);
            limit.release(ALICE);
        }
        limit.acquire(ALICE);
        limit.acquire(BOB);
        limit.acquire(CAROL);
    }

    @Test
    void parallel_requests_are_admitted_exactly_up_to_the_concurrency_limit() {
        ConcurrencyLimit many = new ConcurrencyLimit(10, 8, 1);
        List<Boolean> admitted = Parallel.times(40, () -> {
            try {
                many.acquire(ALICE);
                return true;
            } catch (Problem refused) {
                return false;
            }
        });
        assertThat(admitted).filteredOn(Boolean::booleanValue).hasSize(8);
    }
}
