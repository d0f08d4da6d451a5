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
 * maximum. Otherwise requests would wait for an unresponsive server until they occupy all worker threads.
 */
@Singleton
class DatabaseTimeoutsStartupCheck {

    private static final int MAX_SECONDS = 120;

    private static final List<PGProperty> TIMEOUTS =
            List.of(PGProperty.CONNECT_TIMEOUT, PGProperty.LOGIN_TIMEOUT, PGProperty.SOCKET_TIMEOUT);

    private final DatabaseConnections connections;

    DatabaseTimeoutsStartupCheck(DatabaseConnections connections) {
        this.connections = connections;
    }

    void start(@Observes @Priority(FilterOrder.Startup.DATABASE_TIMEOUTS) StartupEvent event) {
        String refusal = refusal(connections.effective(Optional.empty()));
        if (refusal != null) {
            throw new ConfigurationException(refusal);
        }
    }

    /** The reason for the refusal; null when the timeouts are acceptable. */
    static @Nullable String refusal(Properties driver) {
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
}
