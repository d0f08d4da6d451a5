package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the startup check of Flyway's settings. {@code PackagedServiceIT} tests that it stops the start. */
class MigrationConfigTest {

    private record Settings(boolean cleanDisabled, boolean cleanAtStart, boolean cleanOnValidationError)
            implements MigrationConfig {}

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, true, false", "true, false, true"})
    void flyway_settings_that_delete_all_tables_are_refused(boolean disabled, boolean atStart, boolean onError) {
        assertThat(new Settings(disabled, atStart, onError).refusal(true)).contains("QUARKUS_FLYWAY_CLEAN_AT_START");
    }

    @Test
    void flyway_settings_that_delete_nothing_are_accepted() {
        assertThat(new Settings(true, false, false).refusal(true)).isNull();
    }
}
