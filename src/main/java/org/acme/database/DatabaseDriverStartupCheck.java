package org.acme.database;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Fails the start when the pool's properties replace the verification of the server's certificate, which
 * {@code security.transport} requires of the URL, or enable the server's error details, which contain the rejected row.
 */
@Singleton
class DatabaseDriverStartupCheck {

    private static final String PROPERTIES = "quarkus.datasource.jdbc.additional-jdbc-properties.";

    /** Code that decides whether the server is trusted. */
    private static final List<PGProperty> TRUST =
            List.of(PGProperty.SSL_FACTORY, PGProperty.SSL_HOSTNAME_VERIFIER, PGProperty.SOCKET_FACTORY);

    private final DatabaseConnections connections;

    DatabaseDriverStartupCheck(DatabaseConnections connections) {
        this.connections = connections;
    }

    void start(@Observes @Priority(FilterOrder.Startup.DATABASE_DRIVER) StartupEvent event) {
        String refusal =
                refusal(connections.effective(Optional.empty()), Driver.parseURL(connections.url(), new Properties()));
        if (refusal != null) {
            throw new ConfigurationException(refusal);
        }
    }

    /**
     * @param driver the properties that the driver uses
     * @param url those of the URL alone
     * @return the reason for the refusal; null when the properties are acceptable
     */
    static @Nullable String refusal(Properties driver, Properties url) {
        for (PGProperty trust : TRUST) {
            if (!Objects.equals(trust.getOrDefault(driver), trust.getOrDefault(url))) {
                return PROPERTIES + trust.getName() + " must be absent: set it in quarkus.datasource.jdbc.url"
                        + " (QUARKUS_DATASOURCE_JDBC_URL), which the startup check of TLS reads";
            }
        }
        return "false".equals(PGProperty.LOG_SERVER_ERROR_DETAIL.getOrDefault(driver))
                ? null
                : PROPERTIES + PGProperty.LOG_SERVER_ERROR_DETAIL.getName()
                        + " must be false: otherwise, user data is written into the log";
    }
}
