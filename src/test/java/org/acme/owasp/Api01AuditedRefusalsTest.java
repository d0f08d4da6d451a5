package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** API1: attempts at objects of other users, and with tokens of long ago, are in the audit log, and cannot fill it. */
@QuarkusTest
class Api01AuditedRefusalsTest {

    private static final int LIMIT = 100;

    /** An attempt of an attacker at an object of a victim. */
    private record Attempt(String operation, String code, BiFunction<Actor, Actor, Response> request) {

        @Override
        public String toString() {
            return operation + " " + code;
        }
    }

    static Stream<Attempt> attempts() {
        return Stream.of(
                new Attempt(
                        "ReportResource#read",
                        "not-found",
                        (mallory, alice) -> mallory.get("/reports/" + alice.writesPrivately())),
                new Attempt(
                        "ReportResource#revise",
                        "not-found",
                        (mallory, alice) -> mallory.revises(alice.writesPrivately(), "\"0\"", "Mine")),
                new Attempt(
                        "ReportResource#delete",
                        "forbidden",
                        (mallory, alice) -> mallory.delete("/reports/" + alice.publishes("Published"))),
                new Attempt(
                        "ShareResource#list",
                        "not-found",
                        (mallory, alice) -> mallory.get("/reports/" + alice.writesPrivately() + "/shares")),
                new Attempt(
                        "ShareResource#share",
                        "forbidden",
                        (mallory, alice) -> mallory.put(
                                "/reports/" + alice.publishes("Published") + "/shares/" + mallory.id(),
                                Map.of("access", "WRITE"))),
                new Attempt("ApiKeyResource#revoke", "not-found", (mallory, alice) -> {
                    alice.makesApiKey("reports:read");
                    return mallory.delete("/api-keys/" + alice.get("/api-keys").path("items[0].id"));
                }),
                new Attempt(
                        "SessionResource#revoke",
                        "not-found",
                        (mallory, alice) -> mallory.delete(
                                "/auth/sessions/" + alice.get("/auth/sessions").path("items[0].id"))),
                new Attempt("ApiKeyResource#create", "reauthentication-required", (mallory, alice) -> {
                    MovableTime.forward(Duration.ofSeconds(301));
                    return mallory.post("/api-keys", Map.of("name", "Mine", "permissions", List.of("reports:read")));
                }),
                new Attempt(
                        "UserResource#read",
                        "not-found",
                        (mallory, alice) -> mallory.get("/users/" + UUID.randomUUID())),
                new Attempt(
                        "ReportGraphQLApi#report",
                        "not-found",
                        (mallory, alice) ->
                                graphQl(mallory, "{ report(id: \"" + alice.writesPrivately() + "\") { id } }")),
                new Attempt(
                        "ReportGraphQLApi#publishReport",
                        "forbidden",
                        (mallory, alice) -> graphQl(
                                mallory,
                                "mutation { publishReport(id: \"" + alice.publishes("Published") + "\") { id } }")));
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static Response graphQl(Actor caller, String query) {
        return caller.calling()
                .basePath("")
                .contentType(ContentType.JSON)
                .body(Map.of("query", query))
                .post("/graphql");
    }

    private static String refusals(Actor caller) {
        return Sql.column("select details from audit_events where type = 'access-refused' and actor = ?", caller.id());
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void refused_operation_of_an_authenticated_caller_is_recorded_in_the_audit_log(Attempt attempt) {
        Actor mallory = Actors.editor();
        attempt.request().apply(mallory, Actors.editor());
        Eventually.holds(() -> assertThat(refusals(mallory))
                .contains("\"" + attempt.operation() + "\"", "\"code\":\"" + attempt.code() + "\""));
    }

    /** Three refused reads, so that the next refusal of the same operation would not be recorded. */
    @Test
    void first_refusal_of_each_graphql_operation_is_recorded_in_the_audit_log() {
        Actor mallory = Actors.editor();
        for (int i = 0; i < 4; i++) {
            graphQl(mallory, "{ report(id: \"" + UUID.randomUUID() + "\") { id } }");
        }
        String published = Actors.editor().publishes("Published");
        graphQl(mallory, "mutation { mine: publishReport(id: \"" + published + "\") { id } }");
        Eventually.holds(() -> assertThat(refusals(mallory)).contains("\"ReportGraphQLApi#publishReport\""));
    }

    @Test
    void scan_of_objects_leaves_few_audit_events() {
        Actor mallory = Actors.viewer();
        for (int i = 0; i < 2 * LIMIT; i++) {
            if (i % LIMIT == LIMIT / 2) {
                MovableTime.forward(Duration.ofSeconds(61));
            }
            mallory.get("/reports/" + UUID.randomUUID()).then().statusCode(404);
        }
        Eventually.holds(() -> assertThat(refusals(mallory)).contains("\"count\":\"128\""));
        assertThat(refusals(mallory).lines()).hasSize(8);
    }

    @Test
    void repeated_calls_of_a_forbidden_operation_leave_few_audit_events() {
        Actor mallory = Actors.viewer();
        for (int i = 0; i < 40; i++) {
            mallory.post("/reports", "{}").then().statusCode(403);
        }
        String denials = "select details from audit_events where type = 'permission-denied' and actor = ?";
        Eventually.holds(() -> assertThat(Sql.column(denials, mallory.id())).contains("\"count\":\"32\""));
        assertThat(Sql.column(denials, mallory.id()).lines()).hasSize(6);
    }

    @Test
    void request_without_an_object_or_a_caller_is_not_recorded_as_refused_access() {
        Actor alice = Actors.viewer();
        alice.get("/nothing/here").then().statusCode(404);
        Actors.anonymous().get("/reports/" + UUID.randomUUID()).then().statusCode(401);
        alice.get("/users/" + UUID.randomUUID()).then().statusCode(404);
        Eventually.holds(() -> assertThat(refusals(alice)).contains("\"count\":\"1\""));
        assertThat(refusals(alice).lines()).hasSize(1);
    }
}
