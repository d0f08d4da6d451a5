package org.acme.security.deadline;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when idle connections would be closed before requests time out, because
 * responses would be lost.
 */
@Constraint(validatedBy = BelowIdleTimeout.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface BelowIdleTimeout {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<BelowIdleTimeout, DeadlineConfig> {

        @Override
        protected @Nullable String refusal(DeadlineConfig config, boolean production) {
            return config.requestTimeout().compareTo(config.idleTimeout()) < 0
                    ? null
                    : "app.request-timeout (APP_REQUEST_TIMEOUT) must be shorter than quarkus.http.idle-timeout"
                            + " (QUARKUS_HTTP_IDLE_TIMEOUT)";
        }
    }
}
