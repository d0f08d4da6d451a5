package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {

    private final MemoryBudget memory = new MemoryBudget(1_000);

    @Test
    void new_keys_take_three_quarters_and_growth_takes_the_rest_of_the_memory() {
        assertThat(memory.takeForNewKey(750)).isTrue();
        assertThat(memory.takeForNewKey(1)).isFalse();
        assertThat(memory.takeToGrow(250)).isTrue();
        assertThat(memory.takeToGrow(1)).isFalse();
        assertThat(memory.taken()).isEqualTo(1_000);
    }

    @Test
    void memory_that_is_given_back_can_be_taken_again() {
        memory.takeInAnyCase(2_000);
        assertThat(memory.takeForNewKey(1)).isFalse();
        memory.giveBack(1_999);
        assertThat(memory.takeForNewKey(749)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M", "1048576", "64M", "1G"})
    void memory_of_rate_limits_from_one_megabyte_to_one_gigabyte_is_accepted(String size) {
        assertThat(new MemoryBudget.Size().convert(size).asLongValue()).isBetween(1L << 20, 1L << 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1023K", "1048575", "1073741825", "2G"})
    void memory_of_rate_limits_outside_one_megabyte_to_one_gigabyte_is_refused(String size) {
        assertThatThrownBy(() -> new MemoryBudget.Size().convert(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("app.rate-limit.memory");
    }
}
