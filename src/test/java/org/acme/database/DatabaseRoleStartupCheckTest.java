package org.acme.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the service's database role, each time in a transaction that is rolled back. */
@QuarkusTest
class DatabaseRoleStartupCheckTest {

    @Inject
    DatabaseConnections connections;

    private Connection asOwner() throws SQLException {
        return DriverManager.getConnection(connections.url(), "postgres", "postgres");
    }

    @Test
    void restricted_database_role_of_the_service_is_accepted() throws SQLException {
        try (Connection service = connections.open(Optional.empty(), 5)) {
            assertThat(DatabaseRoleStartupCheck.refusal(service)).isNull();
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
                "create role powerful in role pg_execute_server_program",
                "create role powerful in role pg_read_server_files",
                "create role writer in role pg_write_all_data; create role powerful in role writer",
                "create role powerful; grant all on all tables in schema public to powerful",
                "create role powerful; grant delete on audit_events to powerful",
                "create role powerful; grant truncate on audit_events to powerful",
                "create role powerful; grant update (details) on audit_events to powerful",
                "create role powerful; alter table audit_events owner to powerful",
                "create role owner; create role powerful in role owner; alter table audit_events owner to owner"
            })
    void database_role_with_more_than_rows_stops_the_start(String role) throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute(role);
            sql.execute("set local role powerful");
            assertThat(DatabaseRoleStartupCheck.refusal(connection)).contains("QUARKUS_DATASOURCE_USERNAME");
            connection.rollback();
        }
    }

    @Test
    void other_restricted_database_role_is_accepted() throws SQLException {
        try (Connection connection = asOwner();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("create role modest");
            sql.execute("set local role modest");
            assertThat(DatabaseRoleStartupCheck.refusal(connection)).isNull();
            connection.rollback();
        }
    }
}
