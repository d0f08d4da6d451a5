package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.acme.fixture.Configured;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check that refuses a database URL with server error details. */
class DatabaseLogStartupCheckTest {

    private static final String URL = "jdbc:postgresql://localhost/palisade";

    @ParameterizedTest
    @ValueSource(strings = {"", "?logServerErrorDetail=false", "?sslmode=verify-full"})
    void database_url_without_server_error_details_is_accepted(String parameters) {
        assertThat(refusals("quarkus.datasource.jdbc.url", parameters)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?logServerErrorDetail=true",
                "?logServerErrorDetail",
                "?logServerErrorDetail=TRUE",
                "?logServerErrorDetail=false&logServerErrorDetail=true",
                "?sslmode=verify-full&logServerErrorDetail=true"
            })
    void database_url_with_server_error_details_is_recognised(String parameters) {
        assertThat(refusals("quarkus.datasource.jdbc.url", parameters))
                .singleElement()
                .asString()
                .contains("logServerErrorDetail");
    }

    private static List<String> refusals(String property, String parameters) {
        return StartupRefusals.of(
                Configured.of(DatabaseConfig.class, Map.of("app.database.tls", "off", property, URL + parameters)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.datasource.jdbc.url", "quarkus.flyway.jdbc-url", "app.session.listen-url"})
    void database_url_with_server_error_details_stops_the_start(String property) {
        assertThat(refusals(property, "")).isEmpty();
        assertThat(refusals(property, "?logServerErrorDetail=true"))
                .singleElement()
                .asString()
                .contains("quarkus.datasource.jdbc.url", "quarkus.flyway.jdbc-url", "app.session.listen-url");
    }
}
