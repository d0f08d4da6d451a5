package org.acme.security.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.acme.fixture.Configured;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validates the settings with all their constraints, like at startup. */
class PoolSizeStartupCheckTest {

    private static final String SIZE = "quarkus.datasource.jdbc.max-size";

    private static List<String> refusals(Map<String, String> settings) {
        return StartupRefusals.of(Configured.of(ConcurrencyConfig.class, settings));
    }

    private static List<String> refusals(int perInstance) {
        return refusals(Map.of("app.concurrency.per-instance", String.valueOf(perInstance), SIZE, "20"));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 100})
    void concurrency_limit_that_could_hold_the_whole_pool_stops_the_start(int perInstance) {
        assertThat(refusals(perInstance))
                .singleElement()
                .asString()
                .contains("app.concurrency.per-instance (APP_CONCURRENCY_PER_INSTANCE)", "quarkus.datasource.jdbc");
    }

    @Test
    void concurrency_limit_below_the_pool_size_is_accepted() {
        assertThat(refusals(19)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void concurrency_limit_may_be_absent_for_any_pool_size(int poolSize) {
        assertThat(refusals(Map.of(SIZE, String.valueOf(poolSize)))).isEmpty();
    }
}
