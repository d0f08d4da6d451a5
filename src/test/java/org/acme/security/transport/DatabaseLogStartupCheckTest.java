package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check that refuses a database URL with server error details. */
class DatabaseLogStartupCheckTest {

    private static final String URL = "jdbc:postgresql://localhost/palisade";

    @ParameterizedTest
    @ValueSource(strings = {"", "?logServerErrorDetail=false", "?sslmode=verify-full"})
    void database_url_without_server_error_details_is_accepted(String parameters) {
        assertThat(DatabaseStartupCheck.isDetailed(URL + parameters)).isFalse();
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
        assertThat(DatabaseStartupCheck.isDetailed(URL + parameters)).isTrue();
    }

    private record Settings(Tls tls, Optional<String> url, Optional<String> migrationUrl, Optional<String> listenUrl)
            implements DatabaseConfig {}

    private static List<String> refusals(String url, String migrationUrl, String listenUrl) {
        return StartupRefusals.of(new Settings(
                DatabaseConfig.Tls.OFF,
                Optional.ofNullable(url),
                Optional.ofNullable(migrationUrl),
                Optional.ofNullable(listenUrl)));
    }

    @Test
    void database_url_with_server_error_details_stops_the_start() {
        assertThat(refusals(URL, null, null)).isEmpty();
        assertThat(refusals(URL + "?logServerErrorDetail=true", null, null))
                .singleElement()
                .asString()
                .contains("quarkus.datasource.jdbc.url");
        assertThat(refusals(URL, URL + "?logServerErrorDetail=true", null))
                .singleElement()
                .asString()
                .contains("quarkus.flyway.jdbc-url");
        assertThat(refusals(URL, null, URL + "?logServerErrorDetail=true"))
                .singleElement()
                .asString()
                .contains("app.session.listen-url");
    }
}
