package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;

/** An attacker who sees some numbers of these generators can compute the others. */
@SecondThread
class RandomNumbersTest {

    private static final Set<Class<?>> PREDICTABLE =
            Set.of(Random.class, ThreadLocalRandom.class, SplittableRandom.class, Math.class);

    @Test
    void only_trace_ids_pauses_and_seeded_windows_use_a_predictable_random_generator() {
        assertThat(LayoutTest.CODE.stream()
                        .filter(type -> calls(type).anyMatch(RandomNumbersTest::isPredictable))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "DeliveryQueue", // webhook-only
                        "TraceId",
                        "WindowTable");
    }

    private static Stream<JavaCall<?>> calls(JavaClass type) {
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getConstructorCallsFromSelf().stream());
    }

    private static boolean isPredictable(JavaCall<?> call) {
        return PREDICTABLE.stream().anyMatch(call.getTargetOwner()::isEquivalentTo)
                && (!call.getTargetOwner().isEquivalentTo(Math.class)
                        || call.getName().equals("random"));
    }
}
