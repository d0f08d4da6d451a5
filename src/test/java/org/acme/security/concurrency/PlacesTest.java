package org.acme.security.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.acme.fixture.Parallel;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final UUID ALICE = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final UUID CAROL = new UUID(0, 3);

    private final Places places = new Places(3, 2, 7);

    private static void assertRefused(Runnable request, ProblemCode code) {
        assertThatThrownBy(request::run).isInstanceOfSatisfying(Problem.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.headers()).containsEntry("Retry-After", "7");
        });
    }

    @Test
    void caller_at_the_concurrency_limit_gets_429_and_others_are_admitted() {
        places.take(ALICE);
        places.take(ALICE);
        assertRefused(() -> places.take(ALICE), ProblemCode.RATE_LIMITED);
        places.take(BOB);
    }

    @Test
    void caller_gets_503_when_the_instance_is_at_its_concurrency_limit() {
        places.take(ALICE);
        places.take(ALICE);
        places.take(BOB);
        assertRefused(() -> places.take(CAROL), ProblemCode.UNAVAILABLE);
        places.release(ALICE);
        places.take(CAROL);
        assertRefused(() -> places.take(ALICE), ProblemCode.UNAVAILABLE);
        places.release(BOB);
        places.take(ALICE);
    }

    @Test
    void refused_requests_do_not_count_towards_the_concurrency_limit() {
        for (int i = 0; i < 10; i++) {
            places.take(ALICE);
            places.take(ALICE);
            assertRefused(() -> places.take(ALICE), ProblemCode.RATE_LIMITED);
            places.release(ALICE);
            places.release(ALICE);
        }
        places.take(ALICE);
        places.take(BOB);
        places.take(CAROL);
    }

    @Test
    void parallel_requests_are_admitted_exactly_up_to_the_concurrency_limit() {
        Places many = new Places(10, 8, 1);
        List<Boolean> admitted = Parallel.times(40, () -> {
            try {
                many.take(ALICE);
                return true;
            } catch (Problem refused) {
                return false;
            }
        });
        assertThat(admitted).filteredOn(Boolean::booleanValue).hasSize(8);
    }
}
