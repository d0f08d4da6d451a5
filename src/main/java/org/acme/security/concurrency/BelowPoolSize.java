package org.acme.security.concurrency;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Startup check: the service fails to start when expensive requests could hold every database connection. */
@Constraint(validatedBy = BelowPoolSize.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface BelowPoolSize {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<BelowPoolSize, ConcurrencyConfig> {

        @Override
        protected @Nullable String refusal(ConcurrencyConfig config, boolean production) {
            return config.perInstance().orElse(0) < config.poolSize()
                    ? null
                    : "app.concurrency.per-instance (APP_CONCURRENCY_PER_INSTANCE) must be less than"
                            + " quarkus.datasource.jdbc.max-size (QUARKUS_DATASOURCE_JDBC_MAX_SIZE)";
        }
    }
}
