package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.DpopClient;
import org.acme.fixture.GraphQl;
import org.acme.fixture.MovableTime;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An attacker with a stolen credential sends a request without the last byte of its body, waits until the credential is
 * revoked, and then sends that byte.
 */
@Tag("API2")
@QuarkusTest
class Api02WithheldBodiesTest {

    private static final String REPORTS = "/api/v1/reports";
    private static final String REPORT = "{\"title\":\"Late\",\"body\":\"\",\"visibility\":\"PRIVATE\"}";

    /** Longer than the service caches sessions, accounts and API keys. */
    private static final Duration LONG = Duration.ofSeconds(3);

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private static String bearer(Actor actor) {
        return "Authorization: Bearer " + actor.token();
    }

    private static Response writesAfter(Runnable action, String... credential) {
        return RawHttp.withheld("POST", REPORTS, REPORT, action, credential);
    }

    private static String reportsOf(Actor actor) {
        return Sql.column("select count(*) from reports where owner_id = ?", actor.id())
                .strip();
    }

    @ParameterizedTest
    @MethodSource("org.acme.owasp.Api02SessionsTest$Immediate_revocation#ends")
    void request_whose_body_is_withheld_until_its_session_ended_is_rejected(BiConsumer<Actor, Actor> end) {
        Actor alice = Actors.editor();
        Actor admin = Actors.admin();
        assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        assertProblem(writesAfter(() -> end.accept(admin, alice), bearer(alice)), 401, "unauthenticated");
        assertThat(reportsOf(alice)).isEqualTo("0");
    }

    @Test
    void chunked_request_whose_body_is_withheld_until_its_session_ended_is_rejected() {
        Actor alice = Actors.editor();
        Runnable logout = () -> alice.post("/auth/logout", "").then().statusCode(204);
        Response late = RawHttp.withheldInChunks("POST", REPORTS, REPORT, logout, bearer(alice));
        assertProblem(late, 401, "unauthenticated");
        assertThat(reportsOf(alice)).isEqualTo("0");
        Response inTime = RawHttp.withheldInChunks("POST", REPORTS, REPORT, () -> {}, bearer(Actors.again(alice)));
        assertThat(inTime.statusCode()).isEqualTo(201);
    }

    @Test
    void body_with_an_unknown_credential_is_from_an_anonymous_caller() {
        assertProblem(
                Actors.anonymous()
                        .header("Authorization", "Unknown credential")
                        .contentType("application/json")
                        .body(REPORT)
                        .post("/reports"),
                401,
                "unauthenticated");
    }

    @Test
    void disabled_administrator_cannot_enable_the_own_account_with_a_withheld_body() {
        Actor mallory = Actors.newActor("admin");
        Actor admin = Actors.admin();
        String path = "/users/" + mallory.id();
        Response enabled = RawHttp.withheld(
                "PATCH",
                "/api/v1" + path,
                "{\"status\":\"ACTIVE\"}",
                () -> admin.patch(path, Map.of("status", "DISABLED")).then().statusCode(200),
                bearer(mallory));
        assertProblem(enabled, 401, "unauthenticated");
        assertThat(admin.get(path).<String>path("status")).isEqualTo("DISABLED");
    }

    @Test
    void demoted_user_does_not_keep_permissions_with_a_withheld_body() {
        Actor alice = Actors.editor();
        Actor admin = Actors.admin();
        Runnable demotion = () -> admin.patch("/users/" + alice.id(), Map.of("role", "viewer"));
        assertProblem(writesAfter(demotion, bearer(alice)), 403, "forbidden");
        assertThat(reportsOf(alice)).isEqualTo("0");
    }

    @Test
    void graphql_request_whose_body_is_withheld_until_its_session_ended_is_rejected() {
        Actor alice = Actors.editor();
        String body =
                "{\"query\":\"mutation{createReport(report:{title:\\\"t\\\",body:\\\"\\\",visibility:PRIVATE}){id}}\"}";
        GraphQl.assertData(RawHttp.withheld("POST", "/graphql", body, () -> {}, bearer(alice)));
        Response refused = RawHttp.withheld(
                "POST",
                "/graphql",
                body,
                () -> alice.delete("/auth/sessions").then().statusCode(204),
                bearer(alice));
        GraphQl.assertError(refused, "unauthenticated");
        assertThat(reportsOf(alice)).isEqualTo("1");
    }

    @Test
    void request_whose_body_is_withheld_until_its_api_key_is_revoked_is_rejected() {
        Actor alice = Actors.editor();
        String credential = "X-API-Key: " + alice.makesApiKey("reports:write");
        String id = alice.get("/api-keys").path("items[0].id");
        Runnable revocation = () -> alice.delete("/api-keys/" + id).then().statusCode(204);
        assertThat(writesAfter(() -> MovableTime.forward(LONG), credential).statusCode())
                .isEqualTo(201);
        assertProblem(writesAfter(revocation, credential), 401, "unauthenticated");
        assertThat(reportsOf(alice)).isEqualTo("1");
    }

    @Test
    void body_that_arrives_late_is_accepted_while_the_session_is_active() {
        Actor alice = Actors.editor();
        assertThat(writesAfter(() -> MovableTime.forward(LONG), bearer(alice)).statusCode())
                .isEqualTo(201);
    }

    @Test
    @OwnLogin
    void late_body_uses_the_proof_of_a_bound_token_once() {
        Actor alice = Actors.editor();
        DpopClient client = DpopClient.create();
        String token = Actors.anonymous()
                .contentType(ContentType.JSON)
                .header("DPoP", client.proof("POST", DpopClient.origin() + "/api/v1/auth/login", null))
                .body(Map.of("email", alice.email(), "password", Actors.PASSWORD))
                .post("/auth/login")
                .path("accessToken");
        List<Runnable> actions = List.of(
                () -> MovableTime.forward(LONG),
                () -> alice.delete("/auth/sessions").then().statusCode(204));
        List<Integer> statuses = actions.stream()
                .map(action -> writesAfter(
                                action,
                                "Authorization: DPoP " + token,
                                "DPoP: " + client.proof("POST", DpopClient.origin() + REPORTS, token))
                        .statusCode())
                .toList();
        assertThat(statuses).containsExactly(201, 401);
    }
}
