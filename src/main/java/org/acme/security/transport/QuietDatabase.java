package org.acme.security.transport;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Startup check: the service fails to start when a JDBC URL enables the server's error details, which contain the
 * rejected row. A parameter of the URL overrides the configuration of the pool.
 */
@Constraint(validatedBy = QuietDatabase.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface QuietDatabase {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<QuietDatabase, DatabaseConfig> {

        private static final String DETAILED =
                "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and app.session.listen-url if set, must not"
                        + " set logServerErrorDetail=true: it writes user data into the log";

        @Override
        protected @Nullable String refusal(DatabaseConfig config, boolean production) {
            return Stream.of(config.url(), config.migrationUrl(), config.listenUrl())
                            .flatMap(Optional::stream)
                            .anyMatch(Check::isDetailed)
                    ? DETAILED
                    : null;
        }

        static boolean isDetailed(String url) {
            Properties read = Driver.parseURL(url, new Properties());
            return read != null
                    && read.getProperty(PGProperty.LOG_SERVER_ERROR_DETAIL.getName()) != null
                    && !"false".equals(read.getProperty(PGProperty.LOG_SERVER_ERROR_DETAIL.getName()));
        }
    }
}
