package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** Tests the startup check of the database driver's timeouts. */
@QuarkusTest
class DatabaseDriverTimeoutsTest {

    private static final String URL = "jdbc:postgresql://localhost/palisade";

    @Inject
    DatabaseConnections connections;

    @Inject
    AgroalDataSource pool;

    private Properties driver(String parameters) {
        return connections.effective(Optional.of(URL + parameters));
    }

    @Test
    void database_timeouts_default_to_those_of_the_service() {
        Properties driver = driver("");
        assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(driver)).isEqualTo("12");
        assertThat(PGProperty.CONNECT_TIMEOUT.getOrDefault(driver)).isEqualTo("3");
        assertThat(PGProperty.LOGIN_TIMEOUT.getOrDefault(driver)).isEqualTo("10");
        assertThat(PGProperty.TCP_KEEP_ALIVE.getOrDefault(driver)).isEqualTo("true");
        assertThat(DatabaseDriverStartupCheck.timeoutRefusal(driver)).isNull();
    }

    @Test
    void database_timeout_in_the_url_replaces_the_default() {
        Properties driver = driver("?socketTimeout=4");
        assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(driver)).isEqualTo("4");
        assertThat(DatabaseDriverStartupCheck.timeoutRefusal(driver)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?socketTimeout=0",
                "?socketTimeout=-1",
                "?socketTimeout=121",
                "?socketTimeout=none",
                "?connectTimeout=0",
                "?loginTimeout=0",
                "?tcpKeepAlive=false",
                "?socketTimeout=5&socketTimeout=0"
            })
    void database_timeout_disabled_in_the_url_stops_the_start(String parameters) {
        assertThat(DatabaseDriverStartupCheck.timeoutRefusal(driver(parameters)))
                .contains("QUARKUS_DATASOURCE_JDBC_URL")
                .containsAnyOf("socketTimeout", "connectTimeout", "loginTimeout", "tcpKeepAlive");
    }

    @Test
    void database_driver_without_timeouts_stops_the_start() {
        assertThat(DatabaseDriverStartupCheck.timeoutRefusal(new Properties())).isNotNull();
    }

    @Test
    void initial_statement_of_the_pool_runs_before_the_role_is_checked() throws SQLException {
        AgroalConnectionFactoryConfiguration own =
                pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        AgroalDataSourceConfigurationSupplier lifting = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(
                        size -> size.maxSize(1).connectionFactoryConfiguration(factory -> factory.jdbcUrl(own.jdbcUrl())
                                .principal(own.principal())
                                .credential(own.credentials().iterator().next())
                                .initialSql("set statement_timeout = 0")));
        assertThat(refusal(connections)).isNull();
        try (AgroalDataSource lifted = AgroalDataSource.from(lifting)) {
            assertThat(refusal(new DatabaseConnections(lifted))).contains("statement_timeout");
        }
    }

    private static String refusal(DatabaseConnections connections) throws SQLException {
        try (Connection connection = connections.open(Optional.empty(), 5)) {
            return DatabaseRoleStartupCheck.refusal(connection);
        }
    }
}
