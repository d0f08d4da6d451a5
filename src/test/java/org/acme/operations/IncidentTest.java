package org.acme.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Sql;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IncidentTest {

    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\n(.*?)```");

    /** Returns the SQL statements of docs/operations.md by block. */
    private static List<List<String>> blocks() throws IOException {
        return STATEMENT
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map((MatchResult match) -> List.of(match.group(1).strip().split(";\\s*")))
                .toList();
    }

    private static List<String> blockWith(String text) throws IOException {
        return blocks().stream()
                .filter(block -> block.toString().contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a statement as the owner of the tables, and returns the number of changed rows. */
    private static int runAsOwner(String statement) throws SQLException {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        try (Connection owner = DriverManager.getConnection(url, "postgres", "postgres");
                Statement sql = owner.createStatement()) {
            return sql.executeUpdate(statement);
        }
    }

    private static void insertAuditEvents(int events, String at) {
        Sql.run("insert into audit_events (id, at, type, trace_id, details) select gen_random_uuid(), " + at
                + ", 'retention-test', 'trace', '{}' from generate_series(1, " + events + ")");
    }

    private static int withKey(String key) {
        return Actors.anonymous().header("X-API-Key", key).get("/reports").statusCode();
    }

    /** Other tests use the sessions that were revoked here. */
    @AfterEach
    void restoreSessions() {
        Sql.run("update sessions set revoked_at = null where revoked_at > now() - interval '1 minute'");
    }

    @Test
    void incident_commands_in_the_operations_guide_revoke_all_credentials() throws IOException {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        assertThat(withKey(key)).isEqualTo(200);
        Sql.run(
                "insert into password_resets values (?, 'hash of a stolen link', now() + interval '1 hour')",
                alice.id());

        blockWith("revoked_at").forEach(Sql::run);

        Eventually.holds(() -> {
            assertThat(alice.get("/users/me").statusCode()).isEqualTo(401);
            assertThat(withKey(key)).isEqualTo(401);
        });
        assertThat(Sql.column("select count(*) from password_resets").strip()).isEqualTo("0");
    }

    @Test
    void statement_for_retention_deletes_old_audit_events_in_batches_and_no_others() throws Exception {
        insertAuditEvents(10_005, "now() - interval '401 days'");
        insertAuditEvents(3, "now() - interval '399 days'");
        String statement = blockWith("audit_events").get(0);

        assertThat(List.of(runAsOwner(statement), runAsOwner(statement), runAsOwner(statement)))
                .containsExactly(10_000, 5, 0);
        assertThat(Sql.column("select count(*) from audit_events where type = 'retention-test'")
                        .strip())
                .isEqualTo("3");
        runAsOwner("delete from audit_events where type = 'retention-test'");
    }

    @Test
    void every_block_of_statements_in_the_handbook_is_executed_by_a_test() throws IOException {
        assertThat(blocks()).hasSize(2).containsExactly(blockWith("audit_events"), blockWith("revoked_at"));
    }
}
