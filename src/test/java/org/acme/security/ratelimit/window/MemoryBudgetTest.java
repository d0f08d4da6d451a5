package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    @Test
    void half_of_the_memory_is_taken_and_given_back_with_the_whole() {
        MemoryBudget half = memory.half();
        assertThat(half.takeForNewKey(376)).isFalse();
        assertThat(memory.takeForNewKey(400)).isTrue();
        assertThat(half.takeForNewKey(351)).isFalse();
        assertThat(half.takeForNewKey(350)).isTrue();
        assertThat(half.takeToGrow(151)).isFalse();
        half.takeInAnyCase(200);
        half.giveBack(550);
        assertThat(half.taken()).isZero();
        assertThat(memory.taken()).isEqualTo(400);
    }
}
