package org.acme.database;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Fails the start when the URL or the pool's properties disable a timeout of the JDBC driver or set it above its
 * maximum: requests would wait for an unresponsive server until they occupy all worker threads. Also fails it when the
 * pool's properties replace the server or the verification of its certificate, which {@code security.transport}
 * requires of the URL, or enable the server's error details, which contain the rejected row.
 */
@Singleton
record DatabaseDriverStartupCheck(DatabaseConnections connections) {

    private static final String PROPERTIES = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    /** Which server is called, and what decides whether it is trusted. */
    private static final List<PGProperty> TRUST = List.of(
            PGProperty.PG_HOST,
            PGProperty.PG_PORT,
            PGProperty.PG_DBNAME,
            PGProperty.SERVICE,
            PGProperty.SSL_FACTORY,
            PGProperty.SSL_HOSTNAME_VERIFIER,
            PGProperty.SOCKET_FACTORY);

    private static final int MAX_SECONDS = 120;

    private static final List<PGProperty> TIMEOUTS =
            List.of(PGProperty.CONNECT_TIMEOUT, PGProperty.LOGIN_TIMEOUT, PGProperty.SOCKET_TIMEOUT);

    void start(@Observes @Priority(FilterOrder.Startup.SETTINGS) StartupEvent event) {
        Properties driver = connections.effective(Optional.empty());
        String timeouts = timeoutRefusal(driver);
        String refusal = timeouts == null ? trustRefusal(connections.ofPool()) : timeouts;
        if (refusal != null) {
            throw new ConfigurationException(refusal);
        }
    }

    /** The reason for the refusal; null when the timeouts are acceptable. */
    static @Nullable String timeoutRefusal(Properties driver) {
        for (PGProperty timeout : TIMEOUTS) {
            if (!isBounded(timeout.getOrDefault(driver))) {
                return message(timeout, "must be 1 to " + MAX_SECONDS + " (seconds)");
            }
        }
        return "true".equalsIgnoreCase(PGProperty.TCP_KEEP_ALIVE.getOrDefault(driver))
                ? null
                : message(PGProperty.TCP_KEEP_ALIVE, "must be true");
    }

    private static boolean isBounded(@Nullable String seconds) {
        return seconds != null && seconds.matches("[1-9][0-9]{0,2}") && Integer.parseInt(seconds) <= MAX_SECONDS;
    }

    private static String message(PGProperty property, String rule) {
        return property.getName() + " " + rule
                + ". Correct it in quarkus.datasource.jdbc.url (QUARKUS_DATASOURCE_JDBC_URL),"
                + " or omit it there and in quarkus.datasource.jdbc.additional-jdbc-properties";
    }

    /**
     * @param pool the properties of the pool, which apply to all URLs that do not contain them
     * @return the reason for the refusal; null when the properties are acceptable
     */
    static @Nullable String trustRefusal(Properties pool) {
        for (PGProperty trust : TRUST) {
            if (pool.containsKey(trust.getName())) {
                return PROPERTIES + trust.getName() + " must be absent: set it in quarkus.datasource.jdbc.url"
                        + " (QUARKUS_DATASOURCE_JDBC_URL), which the startup check of TLS reads";
            }
        }
        return "false".equals(PGProperty.LOG_SERVER_ERROR_DETAIL.getOrDefault(pool))
                ? null
                : PROPERTIES + PGProperty.LOG_SERVER_ERROR_DETAIL.getName()
                        + " must be false: otherwise, user data is written into the log";
    }
}
