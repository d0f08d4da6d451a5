package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the migration of addresses in a database of an earlier version. */
@QuarkusTest
class EmailAddressMigrationTest {

    private static final String BEFORE = "9";
    private static final String SINCE = "11";

    private final String database = "migration_" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void createDatabaseOfEarlierVersion() throws SQLException {
        run("postgres", "create database " + database);
        flyway(BEFORE).migrate();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        run("postgres", "drop database " + database);
    }

    @Test
    void migration_lowers_capitals_and_deletes_expiring_rows_with_invalid_addresses() throws SQLException {
        insertUser("Alice@Example.COM");
        insertUser("bob@example.com");
        for (String email : List.of("carol@example.com", "\"c d\"@example.com", "x@m\u00fcller.example")) {
            run(
                    database,
                    "insert into registrations (email, display_name, password_hash, expires_at)" + " values ('" + email
                            + "', 'Carol', '$argon2id$', now())");
            run(
                    database,
                    "insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts)"
                            + " values (gen_random_uuid(), 'REGISTRATION', '" + email + "', now(), now(), 0)");
        }
        flyway(SINCE).migrate();
        assertThat(column("select email from users order by 1"))
                .containsExactly("alice@example.com", "bob@example.com");
        assertThat(column("select email from registrations")).containsExactly("carol@example.com");
        assertThat(column("select email from account_mails")).containsExactly("carol@example.com");
    }

    @Test
    void migration_stops_at_an_account_with_an_invalid_address_and_names_only_its_id() throws SQLException {
        insertUser("alice@example.com");
        insertUser("al\u0130na@example.com");
        insertUser("\"quoted local\"@example.com");
        List<String> refused = column("select id from users where email <> 'alice@example.com'");
        assertThatThrownBy(() -> flyway(SINCE).migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining(refused.get(0))
                .hasMessageContaining(refused.get(1))
                .hasMessageContaining("xn--")
                .hasMessageNotContainingAny("na@example.com", "quoted local");
        assertThat(column("select email from users")).hasSize(3);

        run(database, "delete from users where id in ('" + String.join("','", refused) + "')");
        flyway(SINCE).migrate();
        assertThat(column("select email from users")).containsExactly("alice@example.com");
    }

    private void insertUser(String email) throws SQLException {
        run(
                database,
                "insert into users (id, email, display_name, role, status, password_hash, created_at)"
                        + " values (gen_random_uuid(), '" + email + "', 'X', 'VIEWER', 'ACTIVE', '$argon2id$', now())");
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(url(database), "postgres", "postgres")
                .locations("filesystem:src/main/resources/db/migration")
                .placeholders(Map.of("service_role", "palisade_app", "service_password", "palisade-dev"))
                .target(target)
                .load();
    }

    private static String url(String database) {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
    }

    private static void run(String database, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private List<String> column(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", "postgres");
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
