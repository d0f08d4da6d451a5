package org.acme.security.transport;

import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Startup check: the service fails to start with the public password of dev mode, when a database on another host would
 * be trusted without verification, or a JDBC URL is invalid or enables the server's error details, which contain the
 * rejected row. A parameter of the URL overrides the configuration of the pool. The driver parses the JDBC URL. The URL
 * itself must contain the parameters, because Flyway connects as the owner with the URL alone.
 */
final class DatabaseStartupCheck {

    private static final String UNVERIFIED =
            "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and app.session.listen-url if set,"
                    + " must set sslmode=verify-full, and sslrootcert to the trusted CA certificate, unless the database is on"
                    + " this machine; app.database.tls=off (APP_DATABASE_TLS) allows unencrypted connections";

    private static final String DETAILED =
            "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and app.session.listen-url if set, must not"
                    + " set logServerErrorDetail=true: it writes user data into the log";

    private static final String INVALID =
            "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and app.session.listen-url if set,"
                    + " must be JDBC URLs, such as jdbc:postgresql://db.internal:5432/palisade; user and password have their own"
                    + " settings";

    /** A URL without its parameters: without user and password, and with a slash after the hosts. */
    private static final Pattern ADDRESS = Pattern.compile("jdbc:postgresql:(//[^/@]*/[^/@]*|[^/@]*)");

    private static final String PUBLIC_PASSWORD = "palisade-dev";

    private static final String PUBLIC =
            "quarkus.datasource.password (QUARKUS_DATASOURCE_PASSWORD) is the public password of dev mode: give the database role"
                    + " another one";

    /** Factories that verify the certificate chain: the driver's own, and the one with Java's trust store. */
    private static final Set<String> VERIFYING =
            Set.of("org.postgresql.ssl.LibPQFactory", "org.postgresql.ssl.DefaultJavaSSLFactory");

    private DatabaseStartupCheck() {}

    static @Nullable String refusal(DatabaseConfig config, boolean production) {
        if (production && config.password().equals(Optional.of(PUBLIC_PASSWORD))) {
            return PUBLIC;
        }
        // The driver and the pool would log it, with its password.
        if (!urls(config)
                .allMatch(url -> ADDRESS.matcher(url.split("\\?", 2)[0]).matches())) {
            return INVALID;
        }
        if (production && !isSafe(config)) {
            return UNVERIFIED;
        }
        return urls(config).anyMatch(DatabaseStartupCheck::isDetailed) ? DETAILED : null;
    }

    static boolean isSafe(DatabaseConfig config) {
        return config.tls() == RemoteTls.OFF || urls(config).allMatch(DatabaseStartupCheck::isSafe);
    }

    private static Stream<String> urls(DatabaseConfig config) {
        return Stream.of(config.url(), config.migrationUrl(), config.listenUrl())
                .flatMap(Optional::stream);
    }

    static boolean isDetailed(String url) {
        Properties read = Driver.parseURL(url, new Properties());
        return read != null
                && read.getProperty(PGProperty.LOG_SERVER_ERROR_DETAIL.getName()) != null
                && !"false".equals(read.getProperty(PGProperty.LOG_SERVER_ERROR_DETAIL.getName()));
    }

    private static boolean isSafe(String url) {
        Properties read = Driver.parseURL(url, new Properties());
        return read != null && (isHere(read) || isVerified(read));
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
