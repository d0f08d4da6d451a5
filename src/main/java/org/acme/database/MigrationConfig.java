package org.acme.database;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Map;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings with which Flyway or Hibernate would delete tables at startup, before the database role is checked. */
@ConfigMapping(prefix = "quarkus")
@RegisterForReflection
@Unremovable
public interface MigrationConfig extends CheckedSettings {

    @WithName("flyway.clean-disabled")
    boolean cleanDisabled();

    @WithName("flyway.clean-at-start")
    boolean cleanAtStart();

    @WithName("flyway.validate-at-start.clean-on-validation-error")
    boolean cleanOnValidationError();

    @WithName("hibernate-orm.schema-management.strategy")
    @WithDefault("none")
    String schemaManagement();

    /** The former name of {@code schema-management.strategy}. */
    @WithName("hibernate-orm.database.generation")
    @WithDefault("none")
    String databaseGeneration();

    /** Settings of Hibernate itself, which have the same effect under other names. */
    @WithName("hibernate-orm.unsupported-properties")
    Map<String, String> hibernate();

    @Override
    default @Nullable String refusal(boolean production) {
        if (!cleanDisabled() || cleanAtStart() || cleanOnValidationError()) {
            return "quarkus.flyway.clean-disabled (QUARKUS_FLYWAY_CLEAN_DISABLED) must be true, and"
                    + " quarkus.flyway.clean-at-start (QUARKUS_FLYWAY_CLEAN_AT_START) and"
                    + " quarkus.flyway.validate-at-start.clean-on-validation-error false: Flyway would delete all tables";
        }
        return schemaManagement().equals("none")
                        && databaseGeneration().equals("none")
                        && hibernate().isEmpty()
                ? null
                : "quarkus.hibernate-orm.schema-management.strategy (QUARKUS_HIBERNATE_ORM_SCHEMA_MANAGEMENT_STRATEGY) and"
                        + " quarkus.hibernate-orm.database.generation must be none, and"
                        + " quarkus.hibernate-orm.unsupported-properties not set: only Flyway may change or delete tables";
    }
}
