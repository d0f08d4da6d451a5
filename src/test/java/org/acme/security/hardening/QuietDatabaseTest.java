package org.acme.security.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the address of the database may say about the rows in errors. */
class QuietDatabaseTest {

    private static final String URL = "jdbc:postgresql://localhost/palisade";

    @ParameterizedTest
    @ValueSource(strings = {"", "?logServerErrorDetail=false", "?sslmode=verify-full"})
    void an_address_that_does_not_ask_for_rows_in_errors_is_accepted(String parameters) {
        assertThat(QuietDatabase.Check.isDetailed(URL + parameters)).isFalse();
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
    void an_address_that_asks_for_rows_in_errors_is_refused(String parameters) {
        assertThat(QuietDatabase.Check.isDetailed(URL + parameters)).isTrue();
    }
}
