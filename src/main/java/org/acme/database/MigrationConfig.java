package org.acme.database;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of Flyway that would delete all tables. */
@ConfigMapping(prefix = "quarkus.flyway")
@RegisterForReflection
@Unremovable
public interface MigrationConfig extends CheckedSettings {

    /** Whether Flyway refuses to delete. */
    boolean cleanDisabled();

    /** Whether it deletes at each start. */
    boolean cleanAtStart();

    /** Whether it deletes when a migration has changed. */
    @WithName("validate-at-start.clean-on-validation-error")
    boolean cleanOnValidationError();

    @Override
    default @Nullable String refusal(boolean production) {
        return cleanDisabled() && !cleanAtStart() && !cleanOnValidationError()
                ? null
                : "quarkus.flyway.clean-disabled (QUARKUS_FLYWAY_CLEAN_DISABLED) must be true, and"
                        + " quarkus.flyway.clean-at-start (QUARKUS_FLYWAY_CLEAN_AT_START) and"
                        + " quarkus.flyway.validate-at-start.clean-on-validation-error false: Flyway would delete all tables";
    }
}
