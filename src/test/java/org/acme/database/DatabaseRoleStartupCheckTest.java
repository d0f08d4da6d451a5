package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Eventually;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the service's database role, each time in a transaction that is rolled back. */
@QuarkusTest
class DatabaseRoleStartupCheckTest {

    @Inject
    DatabaseConnections connections;

    @Inject
    Flyway migrations;

    private Connection asOwner() throws SQLException {
        return DriverManager.getConnection(connections.url(), "postgres", "postgres");
    }

    @Test
    void restricted_database_role_of_the_service_is_accepted() throws SQLException {
        try (Connection service = connections.open(Optional.empty(), 5)) {
            assertThat(DatabaseRoleStartupCheck.refusal(service)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void isolation_that_locks_do_not_rely_on_stops_the_start(String isolation) throws SQLException {
        try (Connection service = connections.open(Optional.empty(), 5);
                Statement sql = service.createStatement()) {
            sql.execute("set default_transaction_isolation = '" + isolation + "'");
            assertThat(DatabaseRoleStartupCheck.refusal(service)).contains("transaction-isolation-level");
        }
    }

    @Test
    void superuser_as_database_role_of_the_service_stops_the_start() throws SQLException {
        try (Connection owner = asOwner()) {
            assertThat(DatabaseRoleStartupCheck.refusal(owner)).contains("QUARKUS_DATASOURCE_USERNAME");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role powerful createrole",
                "create role powerful createdb",
                "create role powerful replication",
                "create role powerful bypassrls",
                "create role powerful; grant create on schema public to powerful",
                "create role powerful; do $$ begin execute format('grant temporary on database %I to powerful',"
                        + " current_database()); end $$",
                "create role powerful; do $$ begin execute format('grant create on database %I to powerful',"
                        + " current_database()); end $$",
                "create role powerful in role pg_execute_server_program",
                "create role powerful in role pg_read_server_files",
                "create role writer in role pg_write_all_data; create role powerful in role writer",
                "create role powerful; grant all on all tables in schema public to powerful",
                "create role powerful; grant delete on audit_events to powerful",
                "create role powerful; grant truncate on audit_events to powerful",
                "create role powerful; grant update (details) on audit_events to powerful",
                "create role powerful; alter table audit_events owner to powerful",
                "create role owner; create role powerful in role owner; alter table audit_events owner to owner",
                "create role dba superuser; create role powerful in role dba",
                "create role dba createrole; create role powerful noinherit in role dba",
                "create role dba createdb; create role staff in role dba; create role powerful in role staff",
                "create role dba replication; create role powerful in role dba",
                "create role dba bypassrls; create role powerful in role dba",
                "create role dba; grant create on schema public to dba; create role powerful noinherit in role dba",
                "create role dba; grant delete on audit_events to dba; create role powerful noinherit in role dba",
                "create role dba; grant update (at) on audit_events to dba; create role powerful noinherit in role dba"
            })
    void database_role_with_more_than_rows_stops_the_start(String role) throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute(role);
            sql.execute("set local session authorization powerful");
            assertThat(DatabaseRoleStartupCheck.refusal(connection)).contains("is not a superuser");
            connection.rollback();
        }
    }

    /** As with {@code alter role powerful set role modest}: {@code reset role} returns the privileges. */
    @Test
    void restricted_role_that_a_powerful_login_has_set_stops_the_start() throws SQLException {
        assertThat(refusalOfModestRole("reset session authorization; create role powerful createrole in role modest;"
                        + " set local session authorization powerful; set local role modest"))
                .contains("is not a superuser");
    }

    @Test
    void second_login_of_the_restricted_database_role_is_accepted() throws SQLException {
        assertThat(refusalOfModestRole("reset session authorization; create role second in role modest, palisade_app;"
                        + " set local session authorization second"))
                .isNull();
    }

    @Test
    void other_restricted_database_role_is_accepted() throws SQLException {
        assertThat(refusalOfModestRole("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"})
    void database_role_without_a_timeout_stops_the_start(String timeout) throws SQLException {
        assertThat(refusalOfModestRole("set local " + timeout + " = 0"))
                .contains("QUARKUS_DATASOURCE_USERNAME", timeout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"})
    void database_role_with_a_timeout_of_more_than_five_minutes_stops_the_start(String timeout) throws SQLException {
        assertThat(refusalOfModestRole("set local " + timeout + " = 300001")).contains(timeout);
        assertThat(refusalOfModestRole("set local " + timeout + " = '5min'")).isNull();
    }

    private String refusalOfModestRole(String change) throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute(
                    "create role modest; set local session authorization modest; set local statement_timeout = '10s';"
                            + " set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = '30s';"
                            + change);
            String refusal = DatabaseRoleStartupCheck.refusal(connection);
            connection.rollback();
            return refusal;
        }
    }

    /** A backup does not contain what its database revokes from all roles. */
    @Test
    void privileges_of_all_roles_on_a_restored_database_are_revoked_at_the_next_start() throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement();
                Connection service = connections.open(Optional.empty(), 5)) {
            sql.execute("do $$ begin execute format('grant create, temporary on database %I to public',"
                    + " current_database()); end $$");
            assertThat(DatabaseRoleStartupCheck.refusal(service)).contains("temporary tables");
            migrations.migrate();
            assertThat(DatabaseRoleStartupCheck.refusal(service)).isNull();
        }
    }

    /** PostgreSQL refuses two transactions that change one row of the catalog. */
    @Test
    void instances_that_start_together_on_a_restored_database_do_not_collide() throws Exception {
        String script = Files.readString(Path.of("src/main/resources/db/migration/afterMigrate.sql"))
                .replace("${service_role}", "palisade_app");
        try (Connection other = asOwner();
                Statement sql = other.createStatement()) {
            sql.execute("do $$ begin execute format('grant temporary on database %I to public', current_database());"
                    + " end $$");
            other.setAutoCommit(false);
            sql.execute(script);
            CompletableFuture<Void> start =
                    CompletableFuture.runAsync(migrations::migrate, task -> new Thread(task).start());
            Eventually.holds(() -> {
                try (ResultSet waiting = sql.executeQuery(
                        "select exists (select from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid)))")) {
                    assertThat(waiting.next() && waiting.getBoolean(1)).isTrue();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            other.commit();
            assertThat(start).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void timeouts_of_the_database_role_that_a_backup_omits_are_set_at_the_next_start() throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement()) {
            sql.execute("alter role palisade_app reset all; alter role palisade_app set lock_timeout = '2s'");
            migrations.migrate();
            try (Connection service = connections.open(Optional.empty(), 5);
                    Statement shown = service.createStatement()) {
                assertThat(DatabaseRoleStartupCheck.refusal(service)).isNull();
                try (ResultSet row = shown.executeQuery("show lock_timeout")) {
                    assertThat(row.next() && row.getString(1).equals("2s"))
                            .as("the setting of the operator remains")
                            .isTrue();
                }
            } finally {
                sql.execute("alter role palisade_app set lock_timeout = '5s'");
            }
        }
    }
}
