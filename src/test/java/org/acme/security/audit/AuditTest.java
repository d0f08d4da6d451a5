package org.acme.security.audit;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Hooks;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditTest {

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    @Test
    void audit_event_is_stored_in_the_table_and_written_as_one_log_line() {
        Actor carol = Actors.viewer();
        try (LogLines log = LogLines.of("audit")) {
            Actors.admin().patch("/users/" + carol.id(), Map.of("role", "editor"));
            assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                    .contains(
                            "\"event\":\"role-changed\"",
                            "\"vocabulary\":\"authz_change\"",
                            carol.id().toString(),
                            "\"from\":\"viewer\"",
                            "traceId"));
        }
        Response list = Actors.admin().get("/audit-events?type=role-changed&limit=1");
        assertThat(list.<Map<String, Object>>path("items[0]"))
                .containsOnlyKeys(
                        "id",
                        "at",
                        "type",
                        "vocabulary",
                        "actor",
                        "subject",
                        "session",
                        "apiKey",
                        "address",
                        "traceId",
                        "details")
                .containsEntry("vocabulary", "authz_change")
                .containsEntry("subject", carol.id().toString())
                .containsEntry("actor", Actors.admin().id().toString());
        assertThat(list.<String>path("items[0].details.to")).isEqualTo("editor");
    }

    @Test
    void audit_event_names_the_session_and_the_trace_of_its_request() {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read");
        String session = Tokens.claim(alice.token(), "sid");
        String hidden = "/reports/" + Actors.editor().writesPrivately();
        String trace = alice.get(hidden).then().statusCode(404).extract().path("traceId");
        String byKey = Actors.anonymous()
                .header("X-API-Key", key)
                .get(hidden)
                .then()
                .statusCode(404)
                .extract()
                .path("traceId");
        Response login = Actors.logIn(alice.email(), Actors.PASSWORD);
        Eventually.holds(() -> assertThat(Actors.admin()
                        .get("/audit-events?actor=" + alice.id())
                        .<List<Map<String, Object>>>path("items"))
                .extracting(event -> event.get("type"), event -> event.get("session"))
                .contains(
                        tuple("api-key-created", session),
                        tuple("access-refused", session),
                        tuple("access-refused", null),
                        tuple("login-succeeded", Tokens.claim(login.path("accessToken"), "sid"))));
        assertThat(Sql.column(
                        "select trace_id from audit_events where type = 'access-refused' and actor = ?", alice.id()))
                .contains(trace, byKey);
    }

    /** The events that a user caused, each with this member, in any order. */
    private static List<String> eventsBy(Actor actor, String column) {
        return Sql.column("select concat_ws(' ', type, " + column + ") from audit_events where actor = ?", actor.id())
                .lines()
                .toList();
    }

    @Test
    void audit_event_names_the_api_key_that_caused_it() {
        Actor alice = Actors.editor();
        String key = alice.makesApiKey("reports:read", "reports:write");
        String id = alice.get("/api-keys").path("items[0].id");
        String report = alice.writesPrivately();
        String other = alice.writesPrivately();
        try (LogLines log = LogLines.of("audit")) {
            Actors.anonymous()
                    .header("X-API-Key", key)
                    .delete("/reports/" + report)
                    .then()
                    .statusCode(204);
            assertThat(log.awaitLine("report-deleted")).contains("\"apiKey\":\"" + id + "\"", "\"session\":null");
        }
        Actors.anonymous().header("X-API-Key", key).get("/reports/" + report);
        Actors.anonymous().header("X-API-Key", key).get("/settings");
        alice.delete("/reports/" + other).then().statusCode(204);

        Eventually.holds(() -> assertThat(eventsBy(alice, "api_key"))
                .filteredOn(event -> !event.equals("login-succeeded"))
                .containsExactlyInAnyOrder(
                        "api-key-created",
                        "report-deleted " + id,
                        "access-refused " + id,
                        "permission-denied " + id,
                        "report-deleted"));
        assertThat(Actors.admin()
                        .get("/audit-events?type=access-refused&actor=" + alice.id())
                        .<Map<String, Object>>path("items[0]"))
                .containsEntry("apiKey", id)
                .containsEntry("session", null);
    }

    @Test
    void created_credential_is_recorded_with_its_permissions_and_limits() {
        Actor alice = Actors.editor();
        alice.makesApiKey("reports:write", "reports:read");
        String expiry = alice.get("/api-keys").path("items[0].expiresAt");
        assertThat(Sql.column(
                        "select details from audit_events where type = 'api-key-created' and actor = ?", alice.id()))
                .contains("\"permissions\":\"reports:read reports:write\"", "\"expiresAt\":\"" + expiry + "\"");

        // webhook-only:begin
        String url = Hooks.url();
        Hooks.register(alice, url).then().statusCode(201);
        assertThat(Sql.column(
                        "select details from audit_events where type = 'webhook-created' and actor = ?", alice.id()))
                .contains("\"host\":\"" + url.split("/")[2] + "\"", "reports:read", "reports:write", "account:own")
                .doesNotContain("/events");
        // webhook-only:end
    }

    @Test
    void audit_log_can_be_filtered_and_paged() {
        Actor alice = Actors.editor();
        Actors.logIn(alice.email(), Actors.PASSWORD);
        Actors.logIn(alice.email(), Actors.PASSWORD);
        Response first = Actors.admin().get("/audit-events?actor=" + alice.id() + "&limit=1");
        Response second =
                Actors.admin().get("/audit-events?actor=" + alice.id() + "&limit=1&cursor=" + first.path("nextCursor"));
        assertThat(first.<String>path("items[0].id")).isNotEqualTo(second.path("items[0].id"));
        assertThat(UUID.fromString(first.path("items[0].id")).version()).isEqualTo(7);
        assertThat(second.<String>path("nextCursor")).isNull();
        assertThat(Actors.admin()
                        .get("/audit-events?actor=" + alice.id() + "&to=2020-01-01T00:00:00Z")
                        .<List<Object>>path("items"))
                .isEmpty();
        assertProblem(Actors.admin().get("/audit-events?from=yesterday"), 400, "malformed-request");
        assertProblem(Actors.admin().get("/audit-events?cursor=" + "x".repeat(40)), 400, "malformed-request");
    }

    /** The events of an object, oldest first, each with a member of its details. */
    private static List<String> eventsOf(String subject, String member) {
        return Sql.column(
                        "select concat_ws(' ', type, actor, details::json ->> ?) from audit_events"
                                + " where subject = ? order by id",
                        member,
                        UUID.fromString(subject))
                .lines()
                .toList();
    }

    @Test
    void administrator_who_shares_a_private_report_of_another_user_leaves_a_trace() {
        Actor admin = Actors.admin();
        Actor accomplice = Actors.viewer();
        String report = Actors.editor().writesPrivately();
        admin.shares(report, accomplice, "READ");
        accomplice.get("/reports/" + report).then().statusCode(200);
        admin.delete("/reports/" + report + "/shares/" + accomplice.id()).then().statusCode(204);

        assertThat(eventsOf(report, "user"))
                .containsExactly(
                        "report-shared " + admin.id() + " " + accomplice.id(),
                        "report-unshared " + admin.id() + " " + accomplice.id());
        assertThat(eventsOf(report, "access").get(0)).endsWith(" READ");
    }

    @Test
    void each_change_of_a_moderator_in_a_report_of_another_user_is_recorded() {
        Actor admin = Actors.admin();
        String path = "/reports/" + Actors.editor().writesPrivately();
        String report = path.substring("/reports/".length());
        admin.revises(report, "*", "Revised").then().statusCode(200);
        admin.post(path + "/publish", "").then().statusCode(200);
        admin.put(path + "/moderation-note", Map.of("moderationNote", "seen"))
                .then()
                .statusCode(204);
        admin.post(path + "/archive", "").then().statusCode(200);
        admin.delete(path).then().statusCode(204);
        assertThat(eventsOf(report, "change"))
                .filteredOn(event -> event.startsWith("report-moderated"))
                .containsExactlyElementsOf(Stream.of("revised", "published", "noted", "archived", "deleted")
                        .map(change -> "report-moderated " + admin.id() + " " + change)
                        .toList());

        String other = Actors.editor().writesPrivately();
        GraphQl.ask(admin, "mutation { publishReport(id: \"" + other + "\") { id } }");
        assertThat(eventsOf(other, "change")).contains("report-moderated " + admin.id() + " published");
    }

    @Test
    void deletion_and_disclosure_of_a_report_by_its_owner_are_recorded_without_its_text() {
        Actor alice = Actors.editor();
        String report = alice.writes("A secret title", "PRIVATE");
        alice.revises(report, "*", "Another secret title", "INTERNAL").then().statusCode(200);
        alice.post("/reports/" + report + "/publish", "").then().statusCode(200);
        alice.post("/reports/" + report + "/archive", "").then().statusCode(200);
        alice.delete("/reports/" + report).then().statusCode(204);

        assertThat(eventsOf(report, "owner"))
                .containsExactlyElementsOf(Stream.of(
                                "report-visibility-changed",
                                "report-status-changed",
                                "report-status-changed",
                                "report-deleted")
                        .map(type -> type + " " + alice.id() + " " + alice.id())
                        .toList());
        assertThat(eventsOf(report, "status"))
                .contains(
                        "report-status-changed " + alice.id() + " PUBLISHED",
                        "report-status-changed " + alice.id() + " ARCHIVED");
        assertThat(eventsOf(report, "visibility")).contains("report-status-changed " + alice.id() + " INTERNAL");
        assertThat(Sql.column("select details from audit_events where subject = ?", UUID.fromString(report)))
                .contains("\"from\":\"PRIVATE\"", "\"to\":\"INTERNAL\"")
                .doesNotContain("secret");
    }

    @Test
    void disclosure_of_a_report_over_graphql_is_recorded() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        GraphQl.ask(
                alice,
                "mutation { reviseReport(id: \"" + report + "\", version: 0, report: {title: \"t\", body: \"b\","
                        + " visibility: INTERNAL}) { id } }");
        GraphQl.ask(alice, "mutation { publishReport(id: \"" + report + "\") { id } }");
        assertThat(eventsOf(report, "visibility"))
                .containsExactly(
                        "report-visibility-changed " + alice.id(), "report-status-changed " + alice.id() + " INTERNAL");
    }

    @Test
    void moderator_who_widens_a_private_report_of_another_user_leaves_a_trace() {
        Actor admin = Actors.admin();
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        admin.revises(report, "*", "Revised", "INTERNAL").then().statusCode(200);
        assertThat(eventsOf(report, "to"))
                .containsExactly(
                        "report-visibility-changed " + admin.id() + " INTERNAL", "report-moderated " + admin.id());
        assertThat(eventsOf(report, "owner").get(0)).endsWith(" " + alice.id());
    }

    @Test
    void request_that_changes_nothing_in_a_report_keeps_its_version_and_is_not_recorded_in_the_audit_log() {
        Actor admin = Actors.admin();
        Actor alice = Actors.editor();
        Actor bob = Actors.viewer();
        String report = alice.writesPrivately();
        alice.revises(report, "*", "Revised");
        alice.shares(report, bob, "READ");
        alice.shares(report, bob, "READ");
        admin.shares(report, bob, "WRITE");
        admin.shares(report, bob, "WRITE");
        String version = alice.get("/reports/" + report).header("ETag");
        admin.revises(report, "*", "Revised").then().statusCode(200);
        assertThat(alice.get("/reports/" + report).header("ETag")).isEqualTo(version);
        admin.put("/reports/" + report + "/moderation-note", Map.of("moderationNote", ""))
                .then()
                .statusCode(204);
        assertThat(eventsOf(report, "former"))
                .containsExactly("report-shared " + alice.id(), "report-shared " + admin.id() + " READ");
    }

    /** From then on, it replaces the configured value. */
    @Test
    void first_change_of_a_setting_is_recorded_although_its_value_stays_the_same() {
        Actor admin = Actors.admin();
        String setting = "/settings/app.flow.export.daily";
        String changes = "select id from audit_events where type = 'setting-changed'";
        Map<String, Object> same = Map.of("value", admin.get(setting).<Integer>path("value"));
        Sql.run("delete from settings where key = 'app.flow.export.daily'");
        long before = Sql.column(changes).lines().count();
        admin.put(setting, same).then().statusCode(200);
        assertThat(Sql.column(changes).lines()).hasSize((int) before + 1);
        admin.put(setting, same).then().statusCode(200);
        assertThat(Sql.column(changes).lines()).as("not the second one").hasSize((int) before + 1);
    }

    @Test
    void request_that_changes_nothing_in_an_account_is_not_recorded_in_the_audit_log() {
        Actor admin = Actors.admin();
        Actor alice = Actors.editor();
        Authenticator.pendingOf(alice);
        alice.delete("/users/me/totp").then().statusCode(204);
        for (int i = 0; i < 2; i++) {
            admin.patch("/users/" + alice.id(), Map.of("status", "DISABLED", "role", "editor"))
                    .then()
                    .statusCode(200);
        }
        assertThat(eventsOf(alice.id().toString(), "status"))
                .filteredOn(event -> !event.startsWith("account-created"))
                .containsExactlyInAnyOrder(
                        "status-changed " + admin.id() + " DISABLED", "sessions-revoked " + admin.id());
    }

    @Test
    void changes_of_the_owner_and_of_users_with_write_access_are_not_recorded_as_moderation() {
        Actor alice = Actors.editor();
        Actor bob = Actors.editor();
        String report = alice.writesPrivately();
        alice.shares(report, bob, "WRITE");
        bob.revises(report, "*", "Revised").then().statusCode(200);
        alice.post("/reports/" + report + "/publish", "").then().statusCode(200);
        assertThat(eventsOf(report, "access"))
                .containsExactly("report-shared " + alice.id() + " WRITE", "report-status-changed " + alice.id());
    }

    @Test
    void right_password_without_the_second_factor_is_recorded_in_the_audit_log() {
        Actor alice = Actors.editor();
        Authenticator.enrolledBy(alice);
        assertProblem(Actors.logIn(alice.email(), Actors.PASSWORD), 401, "otp-required");
        assertThat(Sql.column(
                        "select details from audit_events where type = 'login-failed' and subject = ?", alice.id()))
                .contains("second factor missing");
    }

    @Test
    void right_password_of_a_disabled_account_is_recorded_as_such_in_the_audit_log() {
        Actor alice = Actors.editor();
        Actors.admin()
                .patch("/users/" + alice.id(), Map.of("status", "DISABLED"))
                .then()
                .statusCode(200);
        for (String password : List.of("not the right password", Actors.PASSWORD)) {
            assertProblem(Actors.logIn(alice.email(), password), 401, "invalid-credentials");
        }
        assertThat(Sql.column(
                                "select details::json ->> 'reason' from audit_events"
                                        + " where type = 'login-failed' and subject = ? order by at",
                                alice.id())
                        .lines())
                .containsExactly("password", "disabled");
    }

    @Test
    void forbidden_operation_is_recorded_in_the_audit_log() {
        Actor viewer = Actors.viewer();
        try (LogLines log = LogLines.of("audit")) {
            assertThat(viewer.post("/reports", "{}").statusCode()).isEqualTo(403);
            assertThat(log.awaitLine("permission-denied")).contains(viewer.id().toString(), "ReportResource");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_events set type = 'nothing'",
                "delete from audit_events",
                "truncate audit_events",
                "alter table audit_events add column mine text"
            })
    void service_can_neither_change_nor_delete_audit_events(String statement) {
        assertThatThrownBy(() -> Sql.run(statement)).hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    /** Uses every kind of secret, and searches for them in the log and in the audit log. */
    @Test
    void secrets_are_written_neither_to_the_audit_log_nor_to_the_log() {
        try (LogLines log = LogLines.of("")) {
            Actor alice = Actors.editor();
            String wrong = "canary of a wrong password";
            Actors.logIn(alice.email(), wrong);
            Response login = Actors.logIn(alice.email(), Actors.PASSWORD);
            Actors.post("/auth/refresh", Map.of("refreshToken", login.<String>path("refreshToken")));
            Actors.post("/auth/refresh", Map.of("refreshToken", login.<String>path("refreshToken")));
            String key = alice.makesApiKey("reports:read");
            // webhook-only:begin
            Response webhook = Hooks.register(alice, Hooks.url());
            Hooks.publishedBy(alice);
            alice.delete("/webhooks/" + webhook.path("id")).then().statusCode(204);
            // webhook-only:end
            Actors.anonymous().header("X-API-Key", key).get("/reports");
            Actors.anonymous().header("X-API-Key", key + "x").get("/reports");
            Authenticator authenticator = Authenticator.enrolledBy(alice);
            String code = authenticator.code();
            String recovery = authenticator.recoveryCodes().get(0);
            Actors.logIn(alice.email(), Actors.PASSWORD, code);
            Actors.logIn(alice.email(), Actors.PASSWORD, recovery);
            Actors.anonymous()
                    .header("Authorization", "Bearer " + alice.token() + "x")
                    .get("/reports");
            alice.post("/users/me/password", "{\"currentPassword\":\"" + wrong + "\",\"newPassword\":7}");

            String written = Sql.column("select row_to_json(e) from audit_events e") + log.lines();
            assertThat(written)
                    .contains("api-key-created", "recovery-code-used")
                    .contains("webhook-created", "webhook-deleted") // webhook-only
                    .doesNotContain(
                            wrong,
                            Actors.PASSWORD,
                            login.<String>path("refreshToken"),
                            login.<String>path("accessToken"),
                            alice.token(),
                            key,
                            webhook.<String>path("secret"), // webhook-only
                            authenticator.secret(),
                            recovery)
                    .doesNotContain("\"" + code + "\"");
        }
    }
}
