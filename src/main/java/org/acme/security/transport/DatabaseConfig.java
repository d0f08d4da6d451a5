package org.acme.security.transport;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.shared.CheckedSettings;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Encryption of database connections. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface DatabaseConfig extends CheckedSettings {

    /** A URL without its parameters: without user and password, and with a slash after the hosts. */
    Pattern ADDRESS = Pattern.compile("jdbc:postgresql:(//[^/@]*/[^/@]*|[^/@]*)");

    String PUBLIC_PASSWORD = "palisade-dev";

    String URLS = "quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL), quarkus.flyway.jdbc-url and"
            + " app.session.listen-url if set, must";

    /** Factories that verify the certificate chain: the driver's own, and the one with Java's trust store. */
    Set<String> VERIFYING = Set.of("org.postgresql.ssl.LibPQFactory", "org.postgresql.ssl.DefaultJavaSSLFactory");

    /** {@code off} sends passwords and rows unencrypted, which requires a trusted network. */
    @WithName("app.database.tls")
    @WithDefault("required")
    RemoteTls tls();

    @WithName("quarkus.datasource.jdbc.url")
    Optional<String> url();

    @WithName("quarkus.flyway.jdbc-url")
    Optional<String> migrationUrl();

    @WithName("app.session.listen-url")
    Optional<String> listenUrl();

    @WithName("quarkus.datasource.password")
    Optional<String> password();

    /**
     * Refuses the public password of dev mode, an unverified database on another host, and a JDBC URL that is invalid
     * or enables the server's error details, which contain the rejected row. A parameter of the URL overrides the
     * configuration of the pool. The driver parses the URL. The URL itself must contain the parameters, because Flyway
     * connects as the owner with the URL alone.
     */
    @Override
    default @Nullable String refusal(boolean production) {
        if (production && password().equals(Optional.of(PUBLIC_PASSWORD))) {
            return "quarkus.datasource.password (QUARKUS_DATASOURCE_PASSWORD) is the public password of dev mode: give the"
                    + " database role another one";
        }
        // The driver and the pool would log it, with its password.
        if (!urls().allMatch(url -> ADDRESS.matcher(url.split("\\?", 2)[0]).matches())) {
            return URLS
                    + " be JDBC URLs, such as jdbc:postgresql://db.internal:5432/palisade; user and password have their"
                    + " own settings";
        }
        if (production && tls() == RemoteTls.REQUIRED && !urls().allMatch(DatabaseConfig::isSafe)) {
            return URLS
                    + " set sslmode=verify-full, and sslrootcert to the trusted CA certificate, unless the database is on"
                    + " this machine; app.database.tls=off (APP_DATABASE_TLS) allows unencrypted connections";
        }
        return urls().anyMatch(DatabaseConfig::isDetailed)
                ? URLS + " not set logServerErrorDetail=true: it writes user data into the log"
                : null;
    }

    private Stream<String> urls() {
        return Stream.of(url(), migrationUrl(), listenUrl()).flatMap(Optional::stream);
    }

    private static boolean isDetailed(String url) {
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
