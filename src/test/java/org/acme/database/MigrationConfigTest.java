package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the startup check of Flyway's and Hibernate's settings. {@code PackagedServiceIT} tests that it stops the
 * start.
 */
class MigrationConfigTest {

    private static final Map<String, String> SAFE = Map.of(
            "quarkus.flyway.clean-disabled",
            "true",
            "quarkus.flyway.clean-at-start",
            "false",
            "quarkus.flyway.validate-at-start.clean-on-validation-error",
            "false");

    private static String refusal(Map<String, String> properties) {
        return Configured.of(MigrationConfig.class, properties).refusal(true);
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.flyway.clean-disabled, false",
        "quarkus.flyway.clean-at-start, true",
        "quarkus.flyway.validate-at-start.clean-on-validation-error, true"
    })
    void flyway_settings_that_delete_all_tables_are_refused(String property, String value) {
        Map<String, String> properties = new HashMap<>(SAFE);
        properties.put(property, value);
        assertThat(refusal(properties)).contains("QUARKUS_FLYWAY_CLEAN_AT_START");
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.hibernate-orm.schema-management.strategy, drop-and-create",
        "quarkus.hibernate-orm.schema-management.strategy, update",
        "quarkus.hibernate-orm.database.generation, drop",
        "quarkus.hibernate-orm.unsupported-properties.\"jakarta.persistence.schema-generation.database.action\", drop"
    })
    void hibernate_settings_that_change_or_delete_tables_are_refused(String property, String value) {
        Map<String, String> properties = new HashMap<>(SAFE);
        properties.put(property, value);
        assertThat(refusal(properties)).contains("QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY");
    }

    @Test
    void flyway_settings_that_delete_nothing_are_accepted() {
        assertThat(refusal(SAFE)).isNull();
    }
}
