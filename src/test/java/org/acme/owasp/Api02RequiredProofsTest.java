package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.DpopClient;
import org.acme.fixture.GraphQl;
import org.acme.fixture.RedisOutage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stolen unbound tokens, and proofs made in advance, where proofs and nonces are required. */
@Tag("API2")
@QuarkusTest
@TestProfile(RedisOutage.class)
class Api02RequiredProofsTest {

    private static final String ORIGIN = DpopClient.origin();

    private final DpopClient client = DpopClient.create();

    private String proof(String method, String path, @Nullable String token, @Nullable String nonce) {
        return client.proof(method, ORIGIN + Actor.API + path, token, parts -> {
            if (nonce != null) {
                parts.get("claims").put("nonce", nonce);
            }
        });
    }

    private Response logIn(Actor actor, @Nullable String proof) {
        RequestSpecification request = Actors.anonymous().contentType(ContentType.JSON);
        return (proof == null ? request : request.header("DPoP", proof))
                .body(Map.of("email", actor.email(), "password", Actors.PASSWORD))
                .post("/auth/login");
    }

    private static Response read(String token, String proof) {
        return Actors.anonymous()
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get("/reports");
    }

    /** The nonce of a refusal that demands one. */
    private static String nonce(Response refusal, int status) {
        assertProblem(refusal, status, "dpop-nonce-required");
        assertThat(refusal.header("WWW-Authenticate")).startsWith("DPoP error=\"use_dpop_nonce\", algs=\"");
        assertThat(refusal.headers().getValues("DPoP-Nonce"))
                .as("scripts in browsers would read several lines as one value")
                .hasSize(1);
        assertThat(refusal.header("DPoP-Nonce")).hasSize(22);
        return refusal.header("DPoP-Nonce");
    }

    @Test
    void login_without_a_proof_is_refused() {
        assertProblem(logIn(Actors.editor(), null), 400, "invalid-dpop-proof");
    }

    @Test
    void unbound_access_token_is_refused_over_rest_and_graphql() {
        Actor alice = Actors.editor();
        for (int i = 0; i < 2; i++) {
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
            assertProblem(alice.get("/users/me"), 401, "unauthenticated");
            assertProblem(alice.post("/auth/logout", ""), 401, "unauthenticated");
            GraphQl.assertError(GraphQl.ask(alice, "{reports{items{id}}}"), "unauthenticated");
        }
    }

    @Test
    void proof_without_a_current_nonce_is_refused_and_the_refusal_tells_one() {
        Actor alice = Actors.editor();
        String forLogin = nonce(logIn(alice, proof("POST", "/auth/login", null, null)), 400);
        Response login = logIn(alice, proof("POST", "/auth/login", null, forLogin));
        login.then().statusCode(200);
        assertThat(login.header("DPoP-Nonce")).hasSize(22);
        String token = login.path("accessToken");

        String nonce = nonce(read(token, proof("GET", "/reports", token, null)), 401);
        nonce(read(token, proof("GET", "/reports", token, "invented")), 401);
        Response read = read(token, proof("GET", "/reports", token, nonce));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("DPoP-Nonce")).hasSize(22);
    }

    @Test
    void api_key_is_not_affected() {
        Actor alice = Actors.editor();
        String nonce = nonce(logIn(alice, proof("POST", "/auth/login", null, null)), 400);
        String token = logIn(alice, proof("POST", "/auth/login", null, nonce)).path("accessToken");
        String key = Actors.anonymous()
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof("POST", "/api-keys", token, nonce))
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "robot",
                        "permissions",
                        new String[] {"reports:read"},
                        "expiresAt",
                        java.time.Instant.now().plusSeconds(86_400).toString()))
                .post("/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        assertThat(Actors.anonymous().header("X-API-Key", key).get("/reports").statusCode())
                .isEqualTo(200);
    }
}
