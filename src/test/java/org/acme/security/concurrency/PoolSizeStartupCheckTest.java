package org.acme.security.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validates the settings with all their constraints, like at startup. */
class PoolSizeStartupCheckTest {

    private record Settings(int perCaller, Optional<Integer> perInstance, int poolSize) implements ConcurrencyConfig {}

    private static List<String> refusals(Optional<Integer> perInstance, int poolSize) {
        return StartupRefusals.of(new Settings(4, perInstance, poolSize));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 100})
    void concurrency_limit_that_could_hold_the_whole_pool_stops_the_start(int perInstance) {
        assertThat(refusals(Optional.of(perInstance), 20))
                .singleElement()
                .asString()
                .contains("app.concurrency.per-instance (APP_CONCURRENCY_PER_INSTANCE)", "quarkus.datasource.jdbc");
    }

    @Test
    void concurrency_limit_below_the_pool_size_is_accepted() {
        assertThat(refusals(Optional.of(19), 20)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void concurrency_limit_may_be_absent_for_any_pool_size(int poolSize) {
        assertThat(refusals(Optional.empty(), poolSize)).isEmpty();
    }
}
