package org.acme.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.IsolationLevel;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connections outside the pool with the pool's URL, credentials, properties and initial statement, and short
 * timeouts.
 */
@Singleton
public record DatabaseConnections(AgroalDataSource pool) {

    private static final String USABLE = "jdbc:postgresql:";

    /**
     * Opens a connection, which the caller closes.
     *
     * @param url another URL of the same database, with the same credentials; the pool's URL if empty
     * @param seconds the timeout for each response of the server; it overrides the parameters of the URL
     * @throws SQLException also when no host of the URL responds in time
     */
    public Connection open(Optional<String> url, int seconds) throws SQLException {
        String target = url.orElseGet(this::url);
        Connection connection = new Driver().connect(target + timeouts(target, seconds), properties());
        if (connection == null) {
            throw new SQLException("The database URL must begin with " + USABLE);
        }
        try {
            initialize(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** As the pool does. */
    private void initialize(Connection connection) throws SQLException {
        IsolationLevel isolation = configuration().jdbcTransactionIsolation();
        if (isolation.isDefined()) {
            connection.setTransactionIsolation(isolation.level());
        }
        String initial = configuration().initialSql();
        if (initial != null && !initial.isBlank()) {
            try (Statement sql = connection.createStatement()) {
                sql.execute(initial);
            }
        }
    }

    /** The first column of the only row; null without a row. */
    static @Nullable String value(Connection connection, String query) throws SQLException {
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static String timeouts(String url, int seconds) {
        return (url.contains("?") ? "&" : "?") + PGProperty.CONNECT_TIMEOUT.getName() + "=" + seconds + "&"
                + PGProperty.SOCKET_TIMEOUT.getName() + "=" + seconds + "&"
                + PGProperty.SSL_RESPONSE_TIMEOUT.getName() + "=" + seconds * 1_000;
    }

    private AgroalConnectionFactoryConfiguration configuration() {
        return pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
    }

    String url() {
        return configuration().jdbcUrl();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(configuration().jdbcProperties());
        if (configuration().principal() instanceof NamePrincipal user) {
            properties.setProperty(PGProperty.USER.getName(), user.getName());
        }
        configuration().credentials().stream()
                .filter(SimplePassword.class::isInstance)
                .map(SimplePassword.class::cast)
                .forEach(password -> properties.setProperty(PGProperty.PASSWORD.getName(), password.getWord()));
        return properties;
    }

    /** The properties of the pool, which apply to all URLs that do not contain them. */
    Properties ofPool() {
        return configuration().jdbcProperties();
    }

    /** The properties that the driver uses for the pool's URL or another URL. */
    Properties effective(Optional<String> url) {
        return Driver.parseURL(url.orElseGet(this::url), ofPool());
    }
}
