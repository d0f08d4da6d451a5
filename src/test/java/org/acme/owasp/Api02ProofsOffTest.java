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
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Sql;
import org.acme.fixture.TightResources;
import org.acme.fixture.Tokens;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens and sessions that were bound to a key before the operator set {@code app.dpop=off}. */
@Tag("API2")
@QuarkusTest
@TestProfile(TightResources.class)
@OwnLogin
class Api02ProofsOffTest {

    private static final String ORIGIN = DpopClient.origin();
    private static final String QUERY = "{reports{items{id}}}";

    private final DpopClient client = DpopClient.create();
    private Actor alice;

    @BeforeEach
    void user() {
        alice = Actors.editor();
    }

    private String proof(String method, String path, String token) {
        return client.proof(method, ORIGIN + path, token);
    }

    private Response logIn(String proof) {
        return Actors.anonymous()
                .contentType(ContentType.JSON)
                .header("DPoP", proof)
                .body(Map.of("email", alice.email(), "password", Actors.PASSWORD))
                .post("/auth/login");
    }

    private static void assertRefused(Response refusal) {
        assertProblem(refusal, 401, "unauthenticated");
        assertThat(refusal.headers().getValues("WWW-Authenticate"))
                .isNotEmpty()
                .noneMatch(challenge -> challenge.contains("DPoP"));
    }

    @Test
    void proof_at_a_login_is_ignored_where_proofs_are_off() {
        for (String proof : new String[] {proof("POST", "/api/v1/auth/login", null), "x"}) {
            Response login = logIn(proof);
            assertThat(login.<String>path("tokenType")).isEqualTo("Bearer");
            String token = login.path("accessToken");
            assertThat(Tokens.payload(token).getMap("")).doesNotContainKey("cnf");
            Response read = Actors.anonymous()
                    .header("Authorization", "Bearer " + token)
                    .get("/reports");
            assertThat(read.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP", "Bearer"})
    void bound_access_token_is_refused_over_rest_and_graphql_where_proofs_are_off(String scheme) {
        JwtClaims claims = Tokens.claims(alice.id());
        RequestSpecification unbound = Actors.anonymous().header("Authorization", "Bearer " + Tokens.signed(claims));
        assertThat(unbound.get("/reports").statusCode()).isEqualTo(200);
        claims.setClaim("cnf", Map.of("jkt", client.thumbprint()));
        String token = Tokens.signed(claims);
        for (int i = 0; i < 2; i++) {
            assertRefused(Actors.anonymous()
                    .header("Authorization", scheme + " " + token)
                    .header("DPoP", proof("GET", "/api/v1/reports", token))
                    .get("/reports"));
            GraphQl.assertError(
                    GraphQl.ask(
                            Actors.anonymous()
                                    .header("Authorization", scheme + " " + token)
                                    .header("DPoP", proof("POST", "/graphql", token)),
                            QUERY),
                    "unauthenticated");
        }
    }

    @Test
    void refresh_token_of_a_bound_session_is_refused_where_proofs_are_off() {
        Response login = logIn("x");
        String session = Tokens.claim(login.path("accessToken"), "sid");
        Sql.run("update sessions set key_thumbprint = ? where id = ?::uuid", client.thumbprint(), session);
        Response refusal = Actors.anonymous()
                .contentType(ContentType.JSON)
                .header("DPoP", proof("POST", "/api/v1/auth/refresh", null))
                .body(Map.of("refreshToken", login.path("refreshToken")))
                .post("/auth/refresh");
        assertProblem(refusal, 401, "invalid-credentials");
    }
}
