package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.acme.fixture.Configured;
import org.acme.fixture.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the database connection. {@code EncryptionInTransitIT} tests that it stops the start. */
class DatabaseTlsStartupCheckTest {

    private static final String HERE = "jdbc:postgresql://localhost/palisade";
    private static final String UNVERIFIED = "must set sslmode=verify-full";

    private static String refusal(String url) {
        return refusal("quarkus.datasource.jdbc.url", url);
    }

    private static String refusal(String property, String value) {
        return refusal(Map.of(property, value));
    }

    private static String refusal(Map<String, String> properties) {
        return Configured.of(DatabaseConfig.class, properties).refusal(true);
    }

    @Test
    void public_password_of_dev_mode_is_refused_in_production() {
        assertThat(refusal("quarkus.datasource.password", "palisade-dev")).contains("QUARKUS_DATASOURCE_PASSWORD");
    }

    /** The pool and the listener would log the whole URL. */
    @ParameterizedTest
    @ValueSource(strings = {"quarkus.datasource.jdbc.url", "quarkus.flyway.jdbc-url", "app.session.listen-url"})
    void url_that_is_not_of_jdbc_is_refused_without_quoting_it(String property) {
        try (LogLines log = LogLines.of("org.postgresql")) {
            for (String url : List.of(
                    "postgres://palisade_app:secret@localhost/palisade",
                    "jdbc:postgres://u:secret@h/p",
                    "jdbc:postgresql://u:secret@h",
                    "jdbc:postgresql://u:se/cret@h/p",
                    "jdbc:postgresql://u:secret@/p",
                    "jdbc:postgresql://u:secret@h:5432/p?sslmode=verify-full")) {
                assertThat(refusal(property, url))
                        .as(url)
                        .contains(property, "must be JDBC URLs")
                        .doesNotContain("secret");
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HERE,
                "jdbc:postgresql://127.0.0.1:5432/palisade",
                "jdbc:postgresql://[::1]:5432/palisade",
                "jdbc:postgresql:palisade",
                "jdbc:postgresql://localhost:1,127.0.0.2:2/palisade",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-full",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-full&sslrootcert=/etc/db.pem",
                "jdbc:postgresql://a,b/palisade?sslmode=verify-full"
                        + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
            })
    void local_or_verified_database_is_accepted(String url) {
        assertThat(refusal(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db.internal/palisade",
                "jdbc:postgresql://10.0.0.1/palisade",
                "jdbc:postgresql://127.evil.example/palisade",
                "jdbc:postgresql://localhost,db.internal/palisade",
                "jdbc:postgresql://localhost/palisade?PGHOST=db.internal",
                "jdbc:postgresql://localhost/palisade?socketFactory=org.example.Tunnel",
                "jdbc:postgresql://db.internal/palisade?sslmode=prefer",
                "jdbc:postgresql://db.internal/palisade?sslmode=require",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-ca",
                "jdbc:postgresql://db.internal/palisade?ssl=true",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-full&sslmode=disable",
                "jdbc:postgresql://db.internal/sslmode=verify-full",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-full"
                        + "&sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "jdbc:postgresql://db.internal/palisade?sslmode=verify-full&sslhostnameverifier=org.example.Anything"
            })
    void remote_database_without_verification_is_refused(String url) {
        assertThat(refusal(url)).contains(UNVERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.datasource.jdbc.url", "quarkus.flyway.jdbc-url", "app.session.listen-url"})
    void every_database_must_be_local_or_verified(String property) {
        assertThat(refusal(property, HERE)).isNull();
        assertThat(refusal(property, "jdbc:postgresql://db.internal/palisade")).contains(UNVERIFIED);
    }

    @Test
    void unverified_database_is_accepted_when_database_tls_is_off() {
        assertThat(refusal(Map.of(
                        "app.database.tls",
                        "off",
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://db.internal/palisade")))
                .isNull();
    }
}
