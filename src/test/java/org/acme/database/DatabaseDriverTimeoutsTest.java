package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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

    private Properties driver(String parameters) {
        return connections.effective(Optional.of(URL + parameters));
    }

    @Test
    void database_timeouts_default_to_those_of_the_service() {
        Properties driver = driver("");
        assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(driver)).isEqualTo("10");
        assertThat(PGProperty.CONNECT_TIMEOUT.getOrDefault(driver)).isEqualTo("3");
        assertThat(PGProperty.LOGIN_TIMEOUT.getOrDefault(driver)).isEqualTo("10");
        assertThat(PGProperty.TCP_KEEP_ALIVE.getOrDefault(driver)).isEqualTo("true");
        assertThat(DatabaseDriverStartupCheck.timeouts(driver)).isNull();
    }

    @Test
    void database_timeout_in_the_url_replaces_the_default() {
        Properties driver = driver("?socketTimeout=4");
        assertThat(PGProperty.SOCKET_TIMEOUT.getOrDefault(driver)).isEqualTo("4");
        assertThat(DatabaseDriverStartupCheck.timeouts(driver)).isNull();
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
        assertThat(DatabaseDriverStartupCheck.timeouts(driver(parameters)))
                .contains("QUARKUS_DATASOURCE_JDBC_URL")
                .containsAnyOf("socketTimeout", "connectTimeout", "loginTimeout", "tcpKeepAlive");
    }

    @Test
    void database_driver_without_timeouts_stops_the_start() {
        assertThat(DatabaseDriverStartupCheck.timeouts(new Properties())).isNotNull();
    }
}
