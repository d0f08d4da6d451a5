package org.acme.database;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.acme.problem.LogText;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start when the service's database role is more than the restricted one: a superuser, a role that may create
 * roles, databases or objects, also temporary tables, one that may change audit events, a predefined role
 * ({@code pg_…}), the owner of the tables, or a member of such a role. Such a role could delete audit events, or hide
 * their table behind a temporary one, and would give an SQL injection the whole database or the files and programs of
 * its host. Also fails the start when statements, locks or idle transactions of the role have no timeout: they would
 * hold connections and locks that all requests wait for; and when its transactions have another isolation than the one
 * that locks and maximum numbers rely on.
 */
@Singleton
record DatabaseRoleStartupCheck(DatabaseConnections connections) {

    private static final int TIMEOUT_SECONDS = 5;

    /**
     * Checks each role that the login role can assume with {@code set role}, whether or not it inherits its privileges.
     * Attributes are never inherited.
     */
    private static final String POWERFUL = """
            select exists (select from pg_roles r where pg_has_role(session_user, r.oid, 'member') and (
              r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
              or left(r.rolname, 3) = 'pg_' or has_schema_privilege(r.oid, current_schema(), 'create')
              or has_database_privilege(r.oid, current_database(), 'create, temporary')
              or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = current_schema() and (c.relowner = r.oid
                  or c.relname = 'audit_events' and (has_table_privilege(r.oid, c.oid, 'delete, truncate')
                    or has_any_column_privilege(r.oid, c.oid, 'update'))))))""";

    private static final String REFUSAL =
            "quarkus.datasource.username (QUARKUS_DATASOURCE_USERNAME) must be a role that"
                    + " is not a superuser, may not create roles, databases, schemas, tables or temporary tables, may not change or delete"
                    + " audit events, is not the owner of the tables, and is not a member of such a role or of a pg_ role."
                    + " Migrations create one if it is missing; name their owner in quarkus.flyway.username (QUARKUS_FLYWAY_USERNAME) only."
                    + " If that role does not own the database, its owner must run:"
                    + " revoke create, temporary on database … from public";

    /** Uses {@code case}, because conditions are evaluated in any order, and other settings are not numbers. */
    private static final String UNLIMITED = """
            select exists (select from pg_settings where case
              when name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
              then setting::bigint not between 1 and 300000 end)""";

    private static final String TIMEOUTS = "The role of quarkus.datasource.username"
            + " (QUARKUS_DATASOURCE_USERNAME) must have the settings statement_timeout, lock_timeout and"
            + " idle_in_transaction_session_timeout, of at most five minutes: alter role … set statement_timeout = '10s'";

    private static final String SNAPSHOTS = "select current_setting('transaction_isolation') <> 'read committed'";

    private static final String ISOLATION =
            "default_transaction_isolation of the database role, and quarkus.datasource.jdbc.transaction-isolation-level"
                    + " (QUARKUS_DATASOURCE_JDBC_TRANSACTION_ISOLATION_LEVEL), must be read committed: otherwise transactions"
                    + " count rows as they were before they waited for a lock";

    void start(@Observes @Priority(FilterOrder.Startup.DATABASE_ROLE) StartupEvent event) {
        String refusal;
        try (Connection connection = connections.open(Optional.empty(), TIMEOUT_SECONDS)) {
            refusal = refusal(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The database role could not be checked, so check quarkus.datasource.jdbc.url,"
                            + " username and password: " + LogText.of(e));
        }
        if (refusal != null) {
            throw new ConfigurationException(refusal);
        }
    }

    /** The reason for the refusal; null when the role is restricted. */
    static @Nullable String refusal(Connection connection) throws SQLException {
        if (!isFalse(connection, POWERFUL)) {
            return REFUSAL;
        }
        if (!isFalse(connection, UNLIMITED)) {
            return TIMEOUTS;
        }
        return isFalse(connection, SNAPSHOTS) ? null : ISOLATION;
    }

    private static boolean isFalse(Connection connection, String question) throws SQLException {
        return "f".equals(DatabaseConnections.value(connection, question));
    }
}
