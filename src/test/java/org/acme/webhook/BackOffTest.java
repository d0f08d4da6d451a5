package org.acme.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.acme.outbox.BackOff;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void delivery_retry_delay_grows_from_10_seconds_to_1_hour() {
        assertThat(BackOff.after(1, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(BackOff.after(2, 0.5)).isEqualTo(Duration.ofSeconds(40));
        assertThat(BackOff.after(5, 0.5)).isEqualTo(Duration.ofSeconds(2_560));
        assertThat(BackOff.after(6, 0.5)).isEqualTo(Duration.ofHours(1));
    }

    @Property
    void delivery_retry_delay_varies_by_at_most_a_fifth(
            @ForAll @IntRange(min = 1, max = 1_000) int attempts,
            @ForAll @DoubleRange(min = 0, max = 1) double random) {
        Duration pause = BackOff.after(attempts, random);
        Duration middle = BackOff.after(attempts, 0.5);
        assertThat(pause.minus(middle).abs()).isLessThanOrEqualTo(middle.dividedBy(5));
        assertThat(pause).isBetween(Duration.ofSeconds(8), Duration.ofMinutes(72));
    }
}
