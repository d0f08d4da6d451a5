package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Connections;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LockedTable;
import org.acme.fixture.LogLines;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.acme.fixture.SlowResource;
import org.acme.fixture.Sql;
import org.acme.fixture.TightResources;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that exceeds the request timeout gets a response in time and has no later effect. */
@Tag("API4")
@QuarkusTest
@TestProfile(TightResources.class)
class Api04RequestTimeoutTest {

    @Inject
    MeterRegistry metrics;

    private static final int PLACES_OF_A_CALLER = 4;

    private static Map<String, String> report(String title) {
        return Map.of("title", title, "body", "", "visibility", "PRIVATE");
    }

    /** Sends the requests at the same time, and asserts that each times out. */
    private static <T> void assertAllTimedOut(List<T> cases, Function<T, Response> request) {
        List<CompletableFuture<Response>> sent = cases.stream()
                .map(each -> Parallel.begin(() -> request.apply(each)))
                .toList();
        for (int i = 0; i < cases.size(); i++) {
            CompletableFuture<Response> response = sent.get(i);
            assertThatCode(() -> assertRefused(response.join()))
                    .as(cases.get(i).toString())
                    .doesNotThrowAnyException();
        }
    }

    /** A connection that is closed without a response fails the assertion, too. */
    private static void assertTimedOut(Supplier<Response> request) {
        assertThatCode(() -> assertRefused(request.get())).doesNotThrowAnyException();
    }

    private static void assertRefused(Response refusal) {
        assertProblem(refusal, 503, "unavailable");
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isPositive();
        assertThat(refusal.header("Connection")).isEqualTo("close");
    }

    private static int rows(String table, String column, String value) {
        return Integer.parseInt(Sql.column("select count(*) from " + table + " where " + column + " = ?", value)
                .strip());
    }

    /** An operation that creates a row with a given text. */
    private record Creation(String name, String table, String column, String text, Way way) {

        Creation(String name, String table, String column, Way way) {
            this(name, table, column, "Late " + UUID.randomUUID(), way);
        }

        Response by(Actor actor) {
            return way.create(actor, text);
        }

        int rows() {
            return Api04RequestTimeoutTest.rows(table, column, text);
        }

        private interface Way {
            Response create(Actor actor, String text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Creation> creations() {
        return List.of(
                new Creation("report", "reports", "title", (actor, text) -> actor.post("/reports", report(text))),
                new Creation(
                        "report over GraphQL",
                        "reports",
                        "title",
                        (actor, text) -> GraphQl.ask(
                                actor,
                                "mutation { createReport(report: {title: \"" + text
                                        + "\", body: \"\", visibility: PRIVATE}) { id } }")),
                new Creation(
                        "API key",
                        "api_keys",
                        "name",
                        (actor, text) -> actor.post(
                                "/api-keys",
                                Map.of(
                                        "name",
                                        text,
                                        "permissions",
                                        List.of("reports:read"),
                                        "expiresAt",
                                        Instant.now().plus(Duration.ofDays(7)).toString()))));
    }

    /** Its connection is closed by then. */
    @Test
    void failure_of_a_timed_out_request_is_logged() {
        SlowResource.close();
        try (LogLines log = LogLines.of("org.acme.problem")) {
            assertTimedOut(() -> Actors.anonymous().get("/slow?wait=true&fail=true"));
            Eventually.holds(() -> assertThat(Connections.open()).isZero());
            SlowResource.open();
            Eventually.holds(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("500 internal-error java.lang.IllegalStateException")));
        } finally {
            SlowResource.open();
        }
    }

    @Test
    void timed_out_request_creates_nothing() {
        Actor alice = Actors.editor();
        List<Creation> creations = creations();
        try (LogLines log = LogLines.of("")) {
            try (LockedTable reports = LockedTable.named("reports");
                    LockedTable keys = LockedTable.named("api_keys")) {
                assertAllTimedOut(creations, creation -> creation.by(alice));
            }
            assertThat(creations)
                    .allSatisfy(creation -> assertThat(creation.rows()).isZero());
            assertThat(log.lines()).noneMatch(line -> line.contains("internal-error"));
        }
        assertThat(creations).allSatisfy(creation -> {
            assertThat(creation.by(alice).statusCode()).isBetween(200, 201);
            assertThat(creation.rows()).isOne();
        });
    }

    @Test
    void request_whose_client_has_disconnected_creates_nothing_after_its_time() throws IOException {
        Actor alice = Actors.editor();
        String title = "Abandoned " + UUID.randomUUID();
        String body = new JsonObject(Map.<String, Object>copyOf(report(title))).encode();
        try (LockedTable locked = LockedTable.named("reports")) {
            try (Socket client = new Socket("127.0.0.1", RestAssured.port)) {
                String request = RawHttp.request(
                        "POST",
                        "/api/v1/reports",
                        "Authorization: Bearer " + alice.token(),
                        "Content-Type: application/json",
                        "Content-Length: " + body.length());
                client.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
                locked.awaitWaiting();
            }
            assertTimedOut(() -> alice.post("/reports", report("Sent later")));
        }
        assertThat(rows("reports", "title", title)).isZero();
    }

    @Test
    void timed_out_revision_leaves_the_report_unchanged() {
        Actor alice = Actors.editor();
        String id = alice.writes("As it was", "PRIVATE");
        String version = alice.get("/reports/" + id).header("ETag");
        try (LockedTable locked = LockedTable.named("reports")) {
            assertTimedOut(() -> alice.revises(id, version, "Too late"));
        }
        assertThat(alice.get("/reports/" + id).<String>path("title")).isEqualTo("As it was");
    }

    @Test
    void read_that_takes_longer_than_the_idle_timeout_gets_a_response() {
        Actor alice = Actors.editor();
        List<String> paths = List.of("/reports", "/reports/export");
        try (LockedTable locked = LockedTable.named("reports")) {
            assertAllTimedOut(paths, alice::get);
        }
        Eventually.holds(() -> assertThat(Sql.column("select uses from flow_uses where user_id = ?", alice.id()))
                .as("an export without a response is not counted")
                .isEqualTo("0\n"));
        assertThat(paths)
                .allSatisfy(path -> assertThat(alice.get(path).statusCode()).isEqualTo(200));
    }

    private static String failures(Actor actor) {
        return Sql.column("select c.attempts - c.forgiven from consecutive_failures c where c.user_id = ?", actor.id());
    }

    @Test
    @OwnLogin
    void login_with_right_credentials_that_timed_out_does_not_count_as_failed() {
        Actor alice = Actors.editor();
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        try (LockedTable locked = LockedTable.named("totp")) {
            assertTimedOut(() -> Actors.logIn(alice.email(), Actors.PASSWORD, authenticator.code(1)));
        }
        Eventually.holds(() -> assertThat(failures(alice)).isEqualTo("0\n"));
    }

    /** Such requests would be guesses without a limit, if a side effect told which of them was right. */
    @Test
    @OwnLogin
    void login_with_a_wrong_password_that_timed_out_counts_as_failed() throws SQLException {
        Actor alice = Actors.editor();
        // Creates the row that counts failures at this address, for which the next login waits.
        Actors.logIn(Actors.viewer().email(), "a wrong password");
        try (Sql.Transaction locked = Sql.begin("select 1 from login_failures for update")) {
            assertTimedOut(() -> Actors.logIn(alice.email(), "a wrong password"));
        }
        Actors.logIn(alice.email(), "another wrong password");
        assertThat(failures(alice)).isEqualTo("2\n");
    }

    @Test
    void request_gets_a_response_when_the_caller_lookup_times_out() {
        Actor alice = Actors.editor();
        try (LockedTable locked = LockedTable.named("sessions")) {
            assertTimedOut(() -> alice.post("/reports", report("Unresolved caller")));
        }
        assertThat(rows("reports", "title", "Unresolved caller")).isZero();
    }

    @Test
    void body_read_timeout_does_not_limit_the_processing_time() {
        Actor alice = Actors.editor();
        Instant sent = Instant.now();
        CompletableFuture<Response> created;
        try (LockedTable locked = LockedTable.named("reports")) {
            created = Parallel.begin(() -> alice.post("/reports", report("Slowly")));
            locked.awaitWaiting();
            Eventually.holds(() -> assertThat(Duration.between(sent, Instant.now()))
                    .isGreaterThan(TightResources.READ_TIMEOUT.plusMillis(300)));
        }
        assertThat(created.join().statusCode()).isEqualTo(201);
    }

    @Test
    void request_that_timed_out_while_it_waited_for_a_worker_is_not_processed_and_counts_once() {
        double before = unavailable();
        SlowResource.close();
        try {
            List<CompletableFuture<Response>> workers = SlowResource.occupy(TightResources.WORKERS);
            assertTimedOut(() -> Actors.anonymous().get("/slow?name=late"));
            workers.forEach(worker -> assertTimedOut(worker::join));
            // The worker that is free now takes the waiting requests in turn.
            CompletableFuture<Response> last =
                    Parallel.begin(() -> Actors.anonymous().get("/slow?name=last"));
            SlowResource.letOnePass();

            assertThat(last.join().statusCode()).isEqualTo(200);
            assertThat(SlowResource.hasProcessed("last")).isTrue();
            assertThat(SlowResource.hasProcessed("late")).isFalse();
            assertThat(unavailable() - before).isEqualTo(TightResources.WORKERS + 1);
        } finally {
            SlowResource.open();
        }
    }

    private double unavailable() {
        return metrics.counter("palisade.problems", "code", "unavailable").count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void expensive_request_that_timed_out_keeps_its_place_until_its_work_has_ended(boolean graphQl) {
        Actor alice = Actors.editor();
        Supplier<Response> request = graphQl
                ? () -> GraphQl.ask(alice, "{ reports { items { id } } }")
                : () -> alice.get("/reports?q=quarterly");
        try (LockedTable locked = LockedTable.named("reports")) {
            Stream.generate(() -> Parallel.begin(request))
                    .limit(PLACES_OF_A_CALLER)
                    .toList()
                    .forEach(sent -> assertTimedOut(sent::join));
            assertProblem(request.get(), 429, "rate-limited");
        }
        Eventually.holds(() -> assertThat(request.get().statusCode()).isEqualTo(200));
    }
}
