package org.acme.security.transport;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Startup check: the service fails to start when a database on another host would be trusted without verification. The
 * driver parses the JDBC URL. The URL itself must contain the parameters, because Flyway connects as the owner with the
 * URL alone.
 */
@Constraint(validatedBy = VerifiedDatabase.Check.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface VerifiedDatabase {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    class Check extends StartupCheck<VerifiedDatabase, DatabaseConfig> {

        private static final String UNVERIFIED =
                "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and app.session.listen-url if set,"
                        + " must set sslmode=verify-full, and sslrootcert to the trusted CA certificate, unless the database is on"
                        + " this machine; app.database.tls=off (APP_DATABASE_TLS) allows unencrypted connections";

        /** Factories that verify the certificate chain: the driver's own, and the one with Java's trust store. */
        private static final Set<String> VERIFYING =
                Set.of("org.postgresql.ssl.LibPQFactory", "org.postgresql.ssl.DefaultJavaSSLFactory");

        @Override
        protected @Nullable String refusal(DatabaseConfig config, boolean production) {
            return production && !isSafe(config) ? UNVERIFIED : null;
        }

        static boolean isSafe(DatabaseConfig config) {
            return config.tls() == DatabaseConfig.Tls.OFF
                    || Stream.of(config.url(), config.migrationUrl(), config.listenUrl())
                            .flatMap(Optional::stream)
                            .allMatch(Check::isSafe);
        }

        private static boolean isSafe(String url) {
            Properties read = Driver.parseURL(url, new Properties());
            // The pool refuses an invalid URL and names it.
            return read == null || isHere(read) || isVerified(read);
        }

        private static boolean isHere(Properties url) {
            return PGProperty.SOCKET_FACTORY.getOrDefault(url) == null
                    && Stream.of(String.valueOf(PGProperty.PG_HOST.getOrDefault(url))
                                    .split(","))
                            .allMatch(LocalHosts::is);
        }

        private static boolean isVerified(Properties url) {
            String factory = PGProperty.SSL_FACTORY.getOrDefault(url);
            return "verify-full".equals(PGProperty.SSL_MODE.getOrDefault(url))
                    && (factory == null || VERIFYING.contains(factory))
                    && PGProperty.SSL_HOSTNAME_VERIFIER.getOrDefault(url) == null;
        }
    }
}
