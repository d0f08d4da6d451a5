package org.acme.security.botdefense;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifficultyTest {

    private record Settings(long difficulty) implements DefenseSettings {

        @Override
        public boolean hasFlow(String flow) {
            return false;
        }

        @Override
        public long usesPerDay(String flow) {
            return 0;
        }
    }

    private final AtomicLong now = new AtomicLong();
    private final Difficulty difficulty = new Difficulty(new Settings(1_000), now::get);

    private long afterFailures(int failures) {
        IntStream.range(0, failures).forEach(i -> difficulty.failed());
        return difficulty.current();
    }

    @Test
    void difficulty_doubles_with_the_failures_of_a_minute_up_to_sixteenfold() {
        assertThat(afterFailures(24)).isEqualTo(1_000);
        assertThat(afterFailures(1)).isEqualTo(2_000);
        assertThat(afterFailures(25)).isEqualTo(4_000);
        assertThat(afterFailures(50)).isEqualTo(8_000);
        assertThat(afterFailures(100)).isEqualTo(16_000);
        assertThat(afterFailures(1_000)).isEqualTo(16_000);
    }

    @Test
    void difficulty_stays_for_the_minute_after_the_failures() {
        assertThat(afterFailures(25)).isEqualTo(2_000);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(difficulty.current()).isEqualTo(2_000);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(difficulty.current()).isEqualTo(1_000);
    }
}
