package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acme.fixture.Sql;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's database role can read and write rows, and nothing else. */
@QuarkusTest
class DatabaseRoleTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Inject
    AgroalDataSource database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id int)",
                "create temporary table mine (id int)",
                "create schema mine",
                "create role mine",
                "create extension pgcrypto",
                "alter table users add column extra text",
                "alter role current_user superuser",
                "drop table reports",
                "drop index users_email",
                "truncate reports",
                "create index mine on users (role)",
                "update audit_events set type = 'other'",
                "delete from audit_events",
                "update external_identities set subject = 'another'", // external-issuer-only
                "delete from external_identities", // external-issuer-only
                "update deleted_identities set deleted_at = now()", // external-issuer-only
                "delete from deleted_identities", // external-issuer-only
                "delete from flyway_schema_history",
                "select * from flyway_schema_history",
                "select pg_read_file('/etc/passwd')",
                "copy users to '/tmp/users'"
            })
    void database_role_of_the_service_lacks_every_other_privilege(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    @Test
    void database_role_of_the_service_can_read_and_write_rows_and_owns_nothing() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(column(sql, "select current_user")).containsExactly("palisade_app");
            assertThat(column(sql, "select tablename from pg_tables where tableowner = current_user"))
                    .isEmpty();
            assertThat(column(
                            sql,
                            "select distinct privilege_type from information_schema.table_privileges"
                                    + " where grantee = current_user"))
                    .containsExactlyInAnyOrder("SELECT", "INSERT", "UPDATE", "DELETE");
        }
    }

    /** A migration that grants or revokes a right of one of these tables also changes this list. */
    private static final String RIGHTS = """
            account_mails: delete, insert, select, update
            api_keys: delete, insert, select, update
            audit_events: insert, select
            consecutive_failures: delete, insert, select, update
            deleted_identities: insert, select -- external-issuer-only with an issuer
            external_identities: insert, select -- external-issuer-only with an issuer
            external_identities: update (claimed_at, claimed_role) -- external-issuer-only with an issuer
            flow_uses: delete, insert, select, update
            idempotency_keys: delete, insert, select, update
            issuer_logins: delete, insert, select, update -- external-issuer-only with an issuer
            login_failures: delete, insert, select, update
            password_resets: delete, insert, select, update
            recovery_codes: delete, insert, select, update
            refresh_tokens: delete, insert, select, update
            registrations: delete, insert, select, update
            report_shares: delete, insert, select, update
            reports: delete, insert, select, update
            sessions: delete, insert, select, update
            settings: delete, insert, select, update
            spent_challenges: delete, insert, select, update
            totp: delete, insert, select, update
            users: delete, insert, select, update
            webhook_deliveries: delete, insert, select, update -- webhook-only
            webhooks: delete, insert, select, update -- webhook-only
            """;

    private static final Pattern FEATURE_RIGHTS =
            Pattern.compile("\\w+: (update \\(.+\\)|(select|insert|delete)(, (select|insert|delete))*)");

    private static String table(String rights) {
        return rights.substring(0, rights.indexOf(':'));
    }

    @Test
    void database_role_of_the_service_has_exactly_the_listed_rights() {
        String rights = Sql.column("""
                with service (relation, column_name, right_of) as (
                  select oid, null, aclexplode(relacl) from pg_class where relnamespace = 'public'::regnamespace
                  union all
                  select attrelid, attname, aclexplode(attacl) from pg_attribute join pg_class on attrelid = pg_class.oid
                    where relnamespace = 'public'::regnamespace
                ), by_right as (
                  select relation,
                    case (right_of).grantee when 0 then 'public ' else '' end || lower((right_of).privilege_type) as name,
                    string_agg(column_name, ', ' order by column_name) as columns
                  from service
                  where (right_of).grantee in (0, current_user::regrole)
                  group by relation, name
                )
                select relation::regclass || ': ' || string_agg(name || coalesce(' (' || columns || ')', ''), ', ' order by name)
                from by_right group by relation, columns
                """);
        List<String> listed =
                RIGHTS.lines().map(line -> line.replaceAll(" -- .*", "")).toList();
        Set<String> tables = listed.stream().map(DatabaseRoleTest::table).collect(Collectors.toSet());
        assertThat(rights.lines().filter(line -> tables.contains(table(line))))
                .containsExactlyInAnyOrderElementsOf(listed);
        assertThat(rights.lines().filter(line -> !tables.contains(table(line))))
                .as("a table of a further feature: updates of named columns only, nothing to public")
                .allMatch(line -> FEATURE_RIGHTS.matcher(line).matches());
    }

    // external-issuer-only:begin
    /** Another subject or user would hand an account over. */
    @Test
    void service_can_change_only_the_role_of_an_identity_of_the_issuer() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(column(
                            sql,
                            "select column_name from information_schema.column_privileges where grantee = current_user"
                                    + " and privilege_type = 'UPDATE' and table_name = 'external_identities'"))
                    .containsExactlyInAnyOrder("claimed_role", "claimed_at");
        }
    }
    // external-issuer-only:end

    @Test
    void database_statements_of_the_service_have_a_timeout() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(column(sql, "show statement_timeout")).containsExactly("10s");
            assertThat(column(sql, "show lock_timeout")).containsExactly("5s");
            assertThat(column(sql, "show idle_in_transaction_session_timeout")).containsExactly("30s");
        }
    }

    /** Otherwise the driver closes the connection before the server reports the timeout. */
    @Test
    void driver_waits_longer_than_the_longest_statement_and_shorter_than_a_request() throws SQLException {
        Config config = ConfigProvider.getConfig();
        int socket = config.getValue("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout", Integer.class);
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(Duration.ofSeconds(socket))
                    .isBetween(
                            Duration.ofSeconds(1)
                                    .plus(DurationConverter.parseDuration(column(sql, "show statement_timeout")
                                            .get(0))),
                            config.getValue("app.request-timeout", Duration.class)
                                    .minusSeconds(1));
        }
    }

    @Test
    void every_sort_order_of_reports_has_an_index() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("set enable_seqscan = off");
            sql.execute("set enable_bitmapscan = off");
            for (String order : List.of("created_at", "updated_at", "title")) {
                String plan = String.join(
                        "\n",
                        column(
                                sql,
                                "explain select * from reports where status = 'DRAFT' and visibility = 'PRIVATE' and ("
                                        + order + ", id) > (" + order
                                        + ", '00000000-0000-7000-8000-000000000000') order by " + order
                                        + ", id limit 21"));
                assertThat(plan).as(order).contains("Index Scan").doesNotContain("Sort");
            }
        }
    }

    private static List<String> column(Statement sql, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
