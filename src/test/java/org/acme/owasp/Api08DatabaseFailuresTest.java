package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LogLines;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.fuzz.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API8: every operation responds 503 while the database is temporarily unable to serve, and logs no error. */
@QuarkusTest
@TestProfile(PublicEdge.class)
class Api08DatabaseFailuresTest {

    @Inject
    MeterRegistry metrics;

    private static final List<String> CALLERS = List.of("users", "sessions", "api_keys");
    private static final Map<String, String> REPORT = Map.of("title", "Lost", "body", "", "visibility", "PRIVATE");

    private static void assertUnavailable(Response response) {
        assertProblem(response, 503, "unavailable");
        assertThat(response.header("Retry-After")).matches("[1-9][0-9]*");
    }

    private static Response createByGraphQl(Actor actor) {
        return GraphQl.ask(
                actor, "mutation { createReport(report: {title: \"Lost\", body: \"\", visibility: PRIVATE}) { id } }");
    }

    private static Response createWithKey(Actor actor) {
        return actor.calling()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(REPORT)
                .post("/reports");
    }

    private static Response requestPasswordReset(Actor actor) {
        String challenge = Challenges.solution(Actors.anonymous().get("/auth/challenge"));
        return Actors.post("/auth/password-reset", Map.of("email", actor.email(), "challenge", challenge));
    }

    /**
     * Read-only, connection failure, shutdown, crash, recovery, serialisation failure, deadlock, lock timeout,
     * statement timeout, too many connections, disk full, database without connections, I/O error, interrupted
     * connection.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "25006",
                "08006",
                "57P01",
                "57P02",
                "57P03",
                "40001",
                "40P01",
                "55P03",
                "57014",
                "53300",
                "53100",
                "55000",
                "58030",
                "99999",
                FailingDatabase.CONNECTION_LOST
            })
    void temporary_database_failure_is_reported_as_503(String state) {
        Actor editor = Actors.editor();
        String key = editor.makesApiKey("reports:read");
        Actor newSession = Actors.again(editor);
        try (FailingDatabase failing = FailingDatabase.onUse(state, List.of())) {
            assertUnavailable(newSession.get("/reports"));
            assertUnavailable(Actors.anonymous().header("X-API-Key", key).get("/reports"));
            assertUnavailable(Actors.logIn("unknown@example.com", Actors.PASSWORD));
        }
        assertThat(editor.get("/users/me").statusCode()).isEqualTo(200);
        try (FailingDatabase failing = FailingDatabase.onUse(state, CALLERS)) {
            assertUnavailable(editor.get("/reports"));
            assertUnavailable(editor.post("/reports", REPORT));
            assertUnavailable(createWithKey(editor));
            GraphQl.assertError(createByGraphQl(editor), "unavailable");
        }
        assertThat(editor.post("/reports", REPORT).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "25006", "57P01", "53100", "08006", FailingDatabase.CONNECTION_LOST})
    void failed_commit_is_reported_as_503_and_has_no_effect(String state) {
        Actor editor = Actors.editor();
        try (FailingDatabase failing = FailingDatabase.onCommit(state, List.of("reports", "account_mails"))) {
            assertUnavailable(editor.post("/reports", REPORT));
            assertUnavailable(createWithKey(editor));
            GraphQl.assertError(createByGraphQl(editor), "unavailable");
            assertUnavailable(requestPasswordReset(editor));
        }
        assertThat(editor.get("/reports").jsonPath().getList("items")).isEmpty();
        assertThat(editor.post("/reports", REPORT).statusCode()).isEqualTo(201);
    }

    private static List<String> auditedActsOf(Actor actor) {
        return Actors.newActor("admin")
                .get("/audit-events?actor=" + actor.id())
                .jsonPath()
                .getList("items.type");
    }

    private double auditedKeys() {
        return metrics.get("palisade.audit.events")
                .tag("event", "api-key-created")
                .counter()
                .count();
    }

    @Test
    void change_that_is_rolled_back_leaves_no_audit_event() {
        Actor editor = Actors.editor();
        Map<String, Object> key = Map.of(
                "name",
                "robot",
                "permissions",
                List.of("reports:read"),
                "expiresAt",
                Instant.now().plus(Duration.ofDays(7)).toString());
        double counted = auditedKeys();
        try (LogLines log = LogLines.of("audit")) {
            try (FailingDatabase failing = FailingDatabase.onCommit("40001", List.of("api_keys"))) {
                assertUnavailable(editor.post("/api-keys", key));
            }
            assertThat(auditedActsOf(editor)).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("api-key-created"));
            assertThat(auditedKeys()).isEqualTo(counted);
            assertThat(editor.post("/api-keys", key).statusCode()).isEqualTo(201);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("api-key-created"))
                    .hasSize(1);
            assertThat(auditedKeys()).isEqualTo(counted + 1);
        }
        assertThat(auditedActsOf(editor)).containsExactly("api-key-created");
    }

    @Test
    void messages_of_the_server_are_not_logged_when_a_connection_is_lost() {
        Actor editor = Actors.editor();
        try (LogLines log = LogLines.of("");
                FailingDatabase failing = FailingDatabase.onUse(FailingDatabase.CONNECTION_LOST, CALLERS)) {
            assertUnavailable(editor.post("/reports", REPORT));
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("terminating connection") || line.contains("insert into"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "57P03", "40001"})
    void database_failure_causes_no_500_and_no_logged_error_in_any_operation(String state) {
        try (LogLines errors = LogLines.errors()) {
            Running service = new Running(errors, Actors.newActor("admin").token());
            Fuzz everything = new Fuzz(service);
            try (FailingDatabase failing = FailingDatabase.onUse(state, List.of())) {
                assertThat(everything.eachOperation()).isEmpty();
            }
            Fuzz afterAuthentication = new Fuzz(service);
            try (FailingDatabase failing = FailingDatabase.onUse(state, CALLERS)) {
                assertThat(afterAuthentication.eachOperation()).isEmpty();
            }
            assertThat(everything.answered(503)).isGreaterThan(everything.sent() / 2);
            assertThat(afterAuthentication.answered(503)).isGreaterThan(afterAuthentication.sent() / 4);
        }
    }

    /** The service in this JVM, with access to its log and clock. */
    private record Running(LogLines log, String token) implements Fuzz.Target {

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("localhost", RestAssured.port);
        }

        @Override
        public List<String> credentials() {
            return Collections.nCopies(20, "Authorization: Bearer " + token);
        }

        @Override
        public void letPass() {
            EmptyWindows.letThemPass();
        }

        @Override
        public List<String> errors() {
            return log.take();
        }
    }
}
