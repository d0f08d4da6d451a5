package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the startup check of the pool's driver properties. {@code PackagedServiceIT} tests that it stops the start. */
class DatabaseDriverStartupCheckTest {

    private static String refusal(String property, String value) {
        Properties pool = new Properties();
        pool.setProperty("logServerErrorDetail", "false");
        pool.setProperty(property, value);
        return DatabaseDriverStartupCheck.trustRefusal(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "PGHOST, db.example",
        "PGPORT, 5433",
        "PGDBNAME, another",
        "service, another",
        "sslfactory, org.postgresql.ssl.NonValidatingFactory",
        "sslhostnameverifier, org.example.Anything",
        "socketFactory, org.example.Tunnel",
        "logServerErrorDetail, true",
        "logServerErrorDetail, ''"
    })
    void property_of_the_pool_that_replaces_server_or_verification_or_logs_rows_is_refused(
            String property, String value) {
        assertThat(refusal(property, value)).contains("quarkus.datasource.jdbc.additional-jdbc-properties." + property);
    }

    @Test
    void properties_of_the_pool_that_keep_verification_are_accepted() {
        assertThat(refusal("socketTimeout", "10")).isNull();
    }
}
