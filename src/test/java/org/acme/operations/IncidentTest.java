package org.acme.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks; // webhook-only
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class IncidentTest {

    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\n(.*?)```");

    /** The variables of psql in the statements for one account. */
    private static final String ACCOUNT = ":'account'";

    private static final String SINCE = ":'since'";

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

    private static String forAttackOnAccount(String statement, Actor account) {
        return statement
                .replace(ACCOUNT, "'" + account.id() + "'")
                .replace(SINCE, "'" + Instant.now().minus(1, ChronoUnit.DAYS) + "'");
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
        MovableTime.backToToday();
        Sql.run("update sessions set revoked_at = null where revoked_at > now() - interval '1 minute'");
    }

    static boolean isJqInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("jq", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String inGuide(String command) throws IOException {
        return Pattern.compile(command)
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String auditLine(String at) {
        JsonObject event = new JsonObject().put("at", at).put("event", "role-changed");
        return new JsonObject()
                .put("loggerName", "audit")
                .put("message", event.encode())
                .encode();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @EnabledIf(value = "isJqInstalled", disabledReason = "There is no jq on this machine")
    void restore_command_in_the_operations_guide_lists_the_changes_from_the_time_of_the_backup_on(@TempDir Path folder)
            throws Exception {
        Files.write(
                folder.resolve("log.json"),
                List.of(
                        auditLine("2026-11-30T17:04:58.999999Z"),
                        auditLine("2026-11-30T17:04:59Z"),
                        auditLine("2026-11-30T17:04:59.000001Z")));
        String time = inGuide("`(date -u -d '-1 minute' [^`]*)`").replace("-1 minute", "2026-11-30T17:04:59Z");
        String list = inGuide("(?s)```shell\n( *jq -c --arg since .*?)```");
        Process shell = new ProcessBuilder("bash", "-euc", "BACKUP_TIME=$(" + time + ")\n" + list)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .extracting(line -> new JsonObject(line).getString("at"))
                .containsExactly("2026-11-30T17:04:59Z", "2026-11-30T17:04:59.000001Z");
    }

    @Test
    void incident_commands_in_the_operations_guide_revoke_all_credentials() throws IOException {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        assertThat(withKey(key)).isEqualTo(200);
        Sql.run(
                "insert into password_resets values (?, 'hash of a stolen link', now() + interval '1 hour')",
                alice.id());
        Sql.run("insert into account_mails (id, kind, email, expires_at, next_attempt_at, attempts)"
                + " values (gen_random_uuid(), 'PASSWORD_RESET', 'a@example.com', now() + interval '1 hour',"
                + " now() + interval '1 hour', 1)");

        blockWith("revoked_at").forEach(Sql::run);

        Eventually.holds(() -> {
            assertThat(alice.get("/users/me").statusCode()).isEqualTo(401);
            assertThat(withKey(key)).isEqualTo(401);
        });
        assertThat(Sql.column("select count(*) from password_resets").strip()).isEqualTo("0");
        assertThat(Sql.column("select count(*) from account_mails").strip()).isEqualTo("0");
    }

    @Test
    void incident_commands_in_the_operations_guide_remove_what_an_attacker_added_to_an_account() throws IOException {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        Hooks.register(alice, Hooks.url()); // webhook-only
        String recovery = Authenticator.enrolledBy(alice).recoveryCodes().get(0);
        assertThat(withKey(key)).isEqualTo(200);
        setStatus(alice, "DISABLED");
        for (String statement : blockWith("delete from api_keys where")) {
            Sql.run(forAttackOnAccount(statement, alice));
        }
        setStatus(alice, "ACTIVE");

        Eventually.holds(() -> assertThat(withKey(key)).isEqualTo(401));
        assertThat(alice.get("/users/me").statusCode()).isEqualTo(401);
        assertThat(Sql.column("select id from webhooks where owner_id = ?", alice.id())) // webhook-only
                .isEmpty(); // webhook-only
        assertThat(Actors.logIn(alice.email(), Actors.PASSWORD, recovery).statusCode())
                .isEqualTo(401);
        Actors.post("/auth/password-reset", Map.of("email", alice.email(), "challenge", Challenges.solved()))
                .then()
                .statusCode(202);
        Map<String, String> reset =
                Map.of("token", MailServer.tokenSentTo(alice.email()), "newPassword", "another good one");
        Actors.post("/auth/password-reset/confirm", reset).then().statusCode(204);
        Response login = Actors.logIn(alice.email(), "another good one");
        assertThat(login.statusCode()).isEqualTo(200);
        Actor again = new Actor(alice.id(), alice.email(), login.path("accessToken"));
        assertThat(again.get("/users/me").<Boolean>path("mfaEnabled")).isFalse();
    }

    @Test
    void incident_commands_in_the_operations_guide_revoke_the_shares_that_an_attacker_granted() throws Exception {
        Actor alice = Actors.editor();
        Actor friend = Actors.viewer();
        Actor accomplice = Actors.editor();
        String report = alice.writesPrivately();
        alice.shares(report, friend, "READ");
        runAsOwner("update audit_events set at = at - interval '2 days' where actor = '" + alice.id() + "'");
        Actors.anonymous()
                .header("X-API-Key", alice.makesApiKey("reports:read", "reports:write", "users:read"))
                .contentType("application/json")
                .body(Map.of("access", "WRITE"))
                .put("/reports/" + report + "/shares/" + accomplice.id())
                .then()
                .statusCode(204);
        assertThat(accomplice.revises(report, "*", "Defaced").statusCode()).isEqualTo(200);

        String list = forAttackOnAccount(blockWith("order by e.at").get(0), alice);
        assertThat(Sql.column(list.replaceFirst("select .*", "select s.user_id"))
                        .strip())
                .isEqualTo(accomplice.id().toString());
        for (String statement : blockWith("delete from api_keys where")) {
            Sql.run(forAttackOnAccount(statement, alice));
        }

        assertThat(accomplice.get("/reports/" + report).statusCode()).isEqualTo(404);
        assertThat(accomplice.revises(report, "*", "Defaced again").statusCode())
                .isEqualTo(404);
        assertThat(friend.get("/reports/" + report).statusCode()).isEqualTo(200);
    }

    private static void setStatus(Actor user, String status) {
        Actors.admin()
                .patch("/users/" + user.id(), Map.of("status", status))
                .then()
                .statusCode(200);
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
        assertThat(blocks())
                .containsExactly(
                        blockWith("audit_events"),
                        blockWith("order by e.at"),
                        blockWith("delete from api_keys where"),
                        blockWith("revoked_at"));
    }
}
