package org.acme.owasp;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.DpopClient;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.fixture.WholeLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stolen tokens that are bound to a key (RFC 9449): useless without the key, over REST and GraphQL. */
@Tag("API2")
@QuarkusTest
class Api02SenderConstrainedTokensTest {

    private static final String ORIGIN = DpopClient.origin();
    private static final String LOGIN = ORIGIN + "/api/v1/auth/login";
    private static final String REFRESH = ORIGIN + "/api/v1/auth/refresh";
    private static final String REAUTHENTICATE = ORIGIN + "/api/v1/auth/reauthenticate";
    private static final String REPORTS = ORIGIN + "/api/v1/reports";

    private final DpopClient client = DpopClient.create();
    private Actor alice;

    @BeforeEach
    void user() {
        alice = Actors.editor();
    }

    private static RequestSpecification json(@Nullable String proof) {
        RequestSpecification request = Actors.anonymous().contentType(ContentType.JSON);
        return proof == null ? request : request.header("DPoP", proof);
    }

    private Response logIn(@Nullable String proof) {
        return json(proof)
                .body(Map.of("email", alice.email(), "password", PASSWORD))
                .post("/auth/login");
    }

    private JsonPath bound() {
        Response login = logIn(client.proof("POST", LOGIN, null));
        login.then().statusCode(200);
        return login.jsonPath();
    }

    private String token() {
        return bound().getString("accessToken");
    }

    private static Response refresh(String token, @Nullable String proof) {
        return json(proof).body(Map.of("refreshToken", token)).post("/auth/refresh");
    }

    /** @param authorization scheme and token */
    private static Response read(String authorization, String... proofs) {
        RequestSpecification request = Actors.anonymous().header("Authorization", authorization);
        for (String proof : proofs) {
            request.header("DPoP", proof);
        }
        return request.get("/reports");
    }

    private Response readWithProof(String token) {
        return client.get(ORIGIN, "/reports", token);
    }

    private static void assertInvalidProof(Response refusal, int status) {
        assertProblem(refusal, status, "invalid-dpop-proof");
        assertThat(refusal.header("WWW-Authenticate"))
                .isEqualTo("DPoP error=\"invalid_dpop_proof\", algs=\"ES256 EdDSA RS256 PS256\"");
    }

    @Nested
    class Binding {

        @ParameterizedTest
        @MethodSource("org.acme.owasp.Api02SenderConstrainedTokensTest#algorithms")
        void login_with_a_proof_binds_the_access_token_to_the_key(String algorithm) {
            DpopClient own = DpopClient.create(algorithm);
            Response login = logIn(own.proof("POST", LOGIN, null));
            login.then().statusCode(200);

            assertThat(login.<String>path("tokenType")).isEqualTo("DPoP");
            String token = login.path("accessToken");
            assertThat(Tokens.payload(token).getMap("cnf")).isEqualTo(Map.of("jkt", own.thumbprint()));
            assertThat(own.get(ORIGIN, "/reports", token).statusCode()).isEqualTo(200);
        }

        @Test
        void login_without_a_proof_gives_an_unbound_token() {
            Response login = logIn(null);
            assertThat(login.<String>path("tokenType")).isEqualTo("Bearer");
            assertThat(Tokens.payload(login.path("accessToken")).getMap("")).doesNotContainKey("cnf");
            assertThat(read("Bearer " + login.path("accessToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void refreshed_token_of_a_bound_session_is_bound() {
            Response pair = refresh(bound().getString("refreshToken"), client.proof("POST", REFRESH, null));
            pair.then().statusCode(200);
            assertThat(pair.<String>path("tokenType")).isEqualTo("DPoP");
            assertThat(readWithProof(pair.path("accessToken")).statusCode()).isEqualTo(200);
            assertProblem(read("Bearer " + pair.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void stolen_refresh_token_is_refused_without_its_key_and_the_owner_keeps_the_session() {
            String stolen = bound().getString("refreshToken");
            assertProblem(refresh(stolen, null), 401, "invalid-credentials");
            String ofThief = DpopClient.create().proof("POST", REFRESH, null);
            assertProblem(refresh(stolen, ofThief), 401, "invalid-credentials");
            assertThat(Sql.column("select type from audit_events where actor = ? order by id", alice.id()))
                    .contains("refresh-token-key-mismatch");

            Response owners = refresh(stolen, client.proof("POST", REFRESH, null));
            assertThat(owners.statusCode()).isEqualTo(200);
            assertThat(readWithProof(owners.path("accessToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void refusals_of_a_refresh_token_without_its_key_leave_few_audit_events() {
            String stolen = bound().getString("refreshToken");
            for (int i = 0; i < 20; i++) {
                assertProblem(refresh(stolen, null), 401, "invalid-credentials");
            }
            String ofAnotherSession = bound().getString("refreshToken");
            assertProblem(refresh(ofAnotherSession, null), 401, "invalid-credentials");
            String events = "select details::json ->> 'count' from audit_events where actor = ?"
                    + " and type = 'refresh-token-key-mismatch' order by id";
            assertThat(Sql.column(events, alice.id()).lines()).containsExactly("1", "2", "4", "8", "16", "1");
        }

        @Test
        void login_whose_proof_is_refused_uses_no_recovery_code() {
            List<String> codes = Authenticator.enrolledBy(alice).recoveryCodes();
            String proof = client.proof("POST", LOGIN, null);
            assertThat(logInWithCode(proof, codes.get(0)).statusCode()).isEqualTo(200);
            assertInvalidProof(logInWithCode(proof, codes.get(1)), 400);
            assertThat(logInWithCode(client.proof("POST", LOGIN, null), codes.get(1))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void reauthentication_without_the_key_of_its_session_uses_no_recovery_code() {
            List<String> codes = Authenticator.enrolledBy(alice).recoveryCodes();
            Response login = logInWithCode(null, codes.get(0));
            refresh(login.path("refreshToken"), client.proof("POST", REFRESH, null))
                    .then()
                    .statusCode(200);
            Response refusal = json(null)
                    .header("Authorization", "Bearer " + login.path("accessToken"))
                    .body(Map.of("password", PASSWORD, "otp", codes.get(1)))
                    .post("/auth/reauthenticate");
            assertProblem(refusal, 401, "invalid-credentials");
            assertThat(logInWithCode(null, codes.get(1)).statusCode()).isEqualTo(200);
        }

        private Response logInWithCode(@Nullable String proof, String code) {
            return json(proof)
                    .body(Map.of("email", alice.email(), "password", PASSWORD, "otp", code))
                    .post("/auth/login");
        }

        @Test
        void used_refresh_token_presented_without_its_key_does_not_revoke_the_session() {
            String stolen = bound().getString("refreshToken");
            Response owners = refresh(stolen, client.proof("POST", REFRESH, null));
            assertProblem(refresh(stolen, null), 401, "invalid-credentials");
            assertThat(readWithProof(owners.path("accessToken")).statusCode()).isEqualTo(200);
            assertProblem(refresh(stolen, client.proof("POST", REFRESH, null)), 401, "invalid-credentials");
            assertProblem(readWithProof(owners.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void thief_cannot_revoke_the_session_by_removing_the_mark_of_a_bound_refresh_token() {
            String stolen = bound().getString("refreshToken");
            Response owners = refresh(stolen, client.proof("POST", REFRESH, null));
            for (String token : List.of(stolen, owners.<String>path("refreshToken"))) {
                assertProblem(refresh(token.replace(".dpop.", "."), null), 401, "invalid-credentials");
            }
            assertThat(readWithProof(owners.path("accessToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void thief_who_binds_a_stolen_refresh_token_to_a_key_loses_the_session_when_the_owner_uses_it() {
            for (String ofOwner : new String[] {null, client.proof("POST", REFRESH, null)}) {
                String stolen = logIn(null).path("refreshToken");
                DpopClient thief = DpopClient.create();
                Response pair = refresh(stolen, thief.proof("POST", REFRESH, null));
                String next = refresh(pair.path("refreshToken"), thief.proof("POST", REFRESH, null))
                        .path("accessToken");
                assertThat(thief.get(ORIGIN, "/reports", next).statusCode()).isEqualTo(200);

                assertProblem(refresh(stolen, ofOwner), 401, "invalid-credentials");
                assertProblem(thief.get(ORIGIN, "/reports", next), 401, "unauthenticated");
            }
            assertThat(Sql.column("select type from audit_events where actor = ? order by id", alice.id()))
                    .contains("refresh-token-reused")
                    .doesNotContain("refresh-token-key-mismatch");
        }

        @Test
        void refresh_with_a_proof_binds_an_unbound_session_from_then_on() {
            String unbound = logIn(null).path("refreshToken");
            Response pair = refresh(unbound, client.proof("POST", REFRESH, null));
            assertThat(pair.<String>path("tokenType")).isEqualTo("DPoP");
            assertProblem(refresh(pair.path("refreshToken"), null), 401, "invalid-credentials");
        }

        @Test
        void new_key_needs_a_new_login() {
            DpopClient next = DpopClient.create();
            String old = token();
            String fresh = logIn(next.proof("POST", LOGIN, null)).path("accessToken");
            assertThat(next.get(ORIGIN, "/reports", fresh).statusCode()).isEqualTo(200);
            assertThat(readWithProof(old).statusCode()).isEqualTo(200);
            assertInvalidProof(next.get(ORIGIN, "/reports", old), 401);
            assertInvalidProof(readWithProof(fresh), 401);
        }

        @Test
        void malformed_proofs_at_login_and_refresh_get_400_and_no_token() {
            String good = client.proof("POST", LOGIN, null);
            for (String forged : List.of("x", "", "a.b.c", good + "A", "{}", good + "," + good, "a".repeat(9_000))) {
                assertInvalidProof(logIn(forged), 400);
                EmptyWindows.letThemPass();
            }
            assertInvalidProof(logIn(client.proof("GET", LOGIN, null)), 400);
            assertInvalidProof(logIn(client.proof("POST", REFRESH, null)), 400);
            String refreshToken = logIn(null).path("refreshToken");
            assertInvalidProof(refresh(refreshToken, good), 400);
            assertThat(refresh(refreshToken, null).statusCode()).isEqualTo(200);
        }

        @Test
        void proof_of_a_login_is_accepted_once() {
            String proof = client.proof("POST", LOGIN, null);
            assertThat(logIn(proof).statusCode()).isEqualTo(200);
            assertInvalidProof(logIn(proof), 400);
        }

        /** Without this, one token that is of no use fills the memory for used proofs. */
        @Test
        void proof_of_a_token_whose_session_has_ended_takes_no_memory() {
            String ended = token();
            json(client.proof("POST", LOGIN.replace("login", "logout"), ended))
                    .header("Authorization", "DPoP " + ended)
                    .post("/auth/logout")
                    .then()
                    .statusCode(204);
            String proof = client.proof("POST", LOGIN, ended);
            json(proof)
                    .header("Authorization", "DPoP " + ended)
                    .body(Map.of("email", alice.email(), "password", "not the password"))
                    .post("/auth/login")
                    .then()
                    .statusCode(401);
            assertThat(logIn(proof).statusCode()).as("the proof is unused").isEqualTo(200);
            assertInvalidProof(logIn(proof), 400);
        }

        @Test
        void right_password_with_a_used_proof_is_recorded_and_counted_as_a_failed_login() {
            String proof = client.proof("POST", LOGIN, null);
            logIn(proof).then().statusCode(200);
            Sql.run("delete from login_failures");
            assertInvalidProof(logIn(proof), 400);
            assertThat(Sql.column(
                            "select details from audit_events where subject = ? and type = 'login-failed'", alice.id()))
                    .contains("proof refused");
            assertThat(Sql.column("select count(*) from login_failures").strip())
                    .as("for the account, and for the network address")
                    .isEqualTo("2");
        }
    }

    static Stream<String> algorithms() {
        return Stream.of("ES256", "EdDSA", "RS256", "PS256");
    }

    @Nested
    class Protected_resources {

        @Test
        void bound_token_with_the_bearer_scheme_is_refused_also_with_a_proof() {
            String token = token();
            readWithProof(token).then().statusCode(200);
            for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
                String proof = client.proof("GET", REPORTS, token);
                assertProblem(read(scheme + token), 401, "unauthenticated");
                Response refusal = read(scheme + token, proof);
                assertProblem(refusal, 401, "unauthenticated");
                assertThat(refusal.header("WWW-Authenticate"))
                        .isEqualTo("Bearer error=\"invalid_token\", DPoP algs=\"ES256 EdDSA RS256 PS256\"");
            }
        }

        @Test
        void unbound_token_with_the_dpop_scheme_is_refused() {
            String token = logIn(null).path("accessToken");
            read("Bearer " + token).then().statusCode(200);
            assertProblem(read("DPoP " + token, client.proof("GET", REPORTS, token)), 401, "unauthenticated");
        }

        @Test
        void scheme_is_compared_without_case() {
            String token = token();
            assertThat(read("dpop " + token, client.proof("GET", REPORTS, token))
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void bound_token_without_a_proof_is_refused_by_public_operations_and_unknown_paths() {
            String token = token();
            for (String path : List.of("/api/v1/auth/challenge", "/nowhere")) {
                assertInvalidProof(RawHttp.send(RawHttp.request("GET", path, "Authorization: DPoP " + token)), 401);
            }
        }

        @Test
        void bound_token_needs_exactly_one_proof() {
            String token = token();
            assertInvalidProof(read("DPoP " + token), 401);
            assertInvalidProof(
                    read("DPoP " + token, client.proof("GET", REPORTS, token), client.proof("GET", REPORTS, token)),
                    401);
        }

        @Test
        void two_authorization_headers_or_an_api_key_beside_a_bound_token_are_refused() {
            String token = token();
            String proof = client.proof("GET", REPORTS, token);
            Response two = Actors.anonymous()
                    .header("Authorization", "DPoP " + token)
                    .header("Authorization", "Bearer " + alice.token())
                    .header("DPoP", proof)
                    .get("/reports");
            assertProblem(two, 400, "malformed-request");
            Response key = Actors.anonymous()
                    .header("Authorization", "DPoP " + token)
                    .header("X-API-Key", alice.makesApiKey("reports:read"))
                    .header("DPoP", proof)
                    .get("/reports");
            assertProblem(key, 400, "malformed-request");
        }

        static Stream<Arguments> forgeries() {
            DpopClient thief = DpopClient.create();
            return Stream.of(
                    forgery("another method", (own, token) -> own.proof("POST", REPORTS, token)),
                    forgery("another address", (own, token) -> own.proof("GET", REPORTS + "/x", token)),
                    forgery("another host", (own, token) -> own.proof("GET", "https://evil.org/api/v1/reports", token)),
                    forgery("another token", (own, token) -> own.proof("GET", REPORTS, token + "x")),
                    forgery("no token", (own, token) -> own.proof("GET", REPORTS, null)),
                    forgery("another key", (own, token) -> thief.proof("GET", REPORTS, token)),
                    forgery(
                            "key of the owner, signature of the thief",
                            (own, token) -> thief.sign(own.header(), DpopClient.claims("GET", REPORTS, token))),
                    forgery("old", (own, token) -> own.proof("GET", REPORTS, token, parts -> later(parts, -62))),
                    forgery(
                            "from the future",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> later(parts, 40))),
                    forgery(
                            "another type",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> parts.get("header")
                                    .put("typ", "at+jwt"))),
                    forgery(
                            "algorithm none",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> parts.get("header")
                                    .put("alg", "none"))),
                    forgery(
                            "private key",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> parts.get("header")
                                    .put("jwk", own.privateKey()))),
                    forgery(
                            "critical extension",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> parts.get("header")
                                    .put("crit", List.of("b64")))),
                    forgery(
                            "invented nonce",
                            (own, token) -> own.proof("GET", REPORTS, token, parts -> parts.get("claims")
                                    .put("nonce", "invented"))),
                    forgery("the access token itself", (own, token) -> token),
                    forgery("no JWT", (own, token) -> "\u0001{}"),
                    forgery("comma", (own, token) -> ","));
        }

        private static Arguments forgery(String kind, java.util.function.BiFunction<DpopClient, String, String> made) {
            return Arguments.of(kind, made);
        }

        private static void later(Map<String, Map<String, Object>> parts, long seconds) {
            parts.get("claims").computeIfPresent("iat", (name, now) -> (Long) now + seconds);
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("forgeries")
        void forged_proof_is_refused_with_a_new_and_a_known_token(
                String kind, java.util.function.BiFunction<DpopClient, String, String> made) {
            String token = token();
            for (int round = 0; round < 2; round++) {
                Response refusal = read("DPoP " + token, made.apply(client, token));
                assertProblem(
                        refusal, 401, kind.equals("invented nonce") ? "dpop-nonce-required" : "invalid-dpop-proof");
                readWithProof(token).then().statusCode(200);
            }
        }

        @Test
        void proof_that_is_sent_50_times_in_parallel_is_accepted_once() {
            String token = token();
            String proof = client.proof("GET", REPORTS, token);
            List<Integer> statuses =
                    Parallel.times(50, () -> read("DPoP " + token, proof).statusCode());
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).isSubsetOf(200, 401);
        }

        @Test
        void none_of_a_thousand_replayed_proofs_is_accepted() {
            String token = token();
            String proof = client.proof("GET", REPORTS, token);
            assertThat(read("DPoP " + token, proof).statusCode()).isEqualTo(200);
            long accepted = IntStream.range(0, 1_000)
                    .filter(i -> {
                        if (i % 50 == 0) {
                            EmptyWindows.letThemPass();
                        }
                        int status = read("DPoP " + token, proof).statusCode();
                        assertThat(status).isIn(200, 401);
                        return status == 200;
                    })
                    .count();
            assertThat(accepted).isZero();
        }

        @Test
        void every_operation_of_a_session_needs_a_proof_of_its_own() {
            String token = token();
            String session = Tokens.claim(token, "sid");
            Map<String, Function<RequestSpecification, Response>> operations = Map.of(
                    "GET /auth/sessions",
                    caller -> caller.get("/auth/sessions"),
                    "DELETE /auth/sessions/" + session,
                    caller -> caller.delete("/auth/sessions/" + session),
                    "DELETE /auth/sessions",
                    caller -> caller.delete("/auth/sessions"),
                    "POST /auth/logout",
                    caller -> caller.post("/auth/logout"),
                    "GET /users/me",
                    caller -> caller.get("/users/me"),
                    "GET /users",
                    caller -> caller.get("/users"));
            String proof = client.proof("GET", REPORTS, token);
            operations.forEach((operation, call) -> {
                assertProblem(
                        call.apply(Actors.anonymous().header("Authorization", "Bearer " + token)),
                        401,
                        "unauthenticated");
                assertInvalidProof(call.apply(Actors.anonymous().header("Authorization", "DPoP " + token)), 401);
                assertInvalidProof(
                        call.apply(Actors.anonymous()
                                .header("Authorization", "DPoP " + token)
                                .header("DPoP", proof)),
                        401);
            });
            assertThat(client.calling(ORIGIN, "POST", "/auth/logout", token)
                            .post("/auth/logout")
                            .statusCode())
                    .isEqualTo(204);
            assertProblem(readWithProof(token), 401, "unauthenticated");
        }

        @Test
        void bound_token_works_over_graphql_only_with_a_proof() {
            String token = token();
            String url = ORIGIN + "/graphql";
            String query = "{reports{items{id}}}";
            String proof = client.proof("POST", url, token);
            RequestSpecification good =
                    Actors.anonymous().header("Authorization", "DPoP " + token).header("DPoP", proof);
            GraphQl.assertData(GraphQl.ask(good, query));
            for (String forged : List.of(
                    proof,
                    client.proof("POST", REPORTS, token),
                    DpopClient.create().proof("POST", url, token))) {
                assertInvalidProof(
                        GraphQl.ask(
                                Actors.anonymous()
                                        .header("Authorization", "DPoP " + token)
                                        .header("DPoP", forged),
                                query),
                        401);
            }
            GraphQl.assertError(
                    GraphQl.ask(
                            Actors.anonymous()
                                    .header("Authorization", "Bearer " + token)
                                    .header("DPoP", client.proof("POST", url, token)),
                            query),
                    "unauthenticated");
        }

        @Test
        void refused_proof_is_not_logged() {
            String token = token();
            String forged = client.proof("POST", REPORTS, token);
            try (WholeLog log = WholeLog.watch()) {
                assertInvalidProof(read("DPoP " + token, forged), 401);
                assertThat(log.entries()).isNotEmpty().noneMatch(line -> Stream.of(forged.split("\\."))
                        .anyMatch(line::contains));
            }
        }

        @Test
        void request_without_credentials_learns_the_accepted_algorithms() {
            assertThat(Actors.anonymous().get("/reports").header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"palisade\", DPoP algs=\"ES256 EdDSA RS256 PS256\"");
        }

        @Test
        void token_that_is_bound_in_another_way_is_refused() {
            for (Object confirmation : List.of(
                    Map.of("x5t#S256", client.thumbprint()),
                    Map.of("jkt", 1),
                    Map.of(),
                    client.thumbprint(),
                    Map.of("jkt", client.thumbprint(), "x5t#S256", "x"))) {
                var claims = Tokens.claims(alice.id());
                claims.setClaim("cnf", confirmation);
                String token = Tokens.signed(claims);
                assertProblem(read("Bearer " + token), 401, "unauthenticated");
                assertProblem(read("DPoP " + token, client.proof("GET", REPORTS, token)), 401, "unauthenticated");
            }
        }
    }

    @Nested
    class Step_up {

        private Response reauthenticate(RequestSpecification caller) {
            return caller.contentType(ContentType.JSON)
                    .body(Map.of("password", PASSWORD))
                    .post("/auth/reauthenticate");
        }

        @Test
        void reauthentication_with_a_bound_token_gives_a_token_of_the_same_key() {
            String token = token();
            Response renewed = reauthenticate(client.calling(ORIGIN, "POST", "/auth/reauthenticate", token));
            renewed.then().statusCode(200);
            assertThat(renewed.<String>path("tokenType")).isEqualTo("DPoP");
            assertThat(readWithProof(renewed.path("accessToken")).statusCode()).isEqualTo(200);
            assertProblem(read("Bearer " + renewed.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void proof_of_a_refresh_or_reauthentication_is_accepted_once() {
            Response login = logIn(client.proof("POST", LOGIN, null));
            String proof = client.proof("POST", REFRESH, null);
            Response refreshed = refresh(login.path("refreshToken"), proof);
            refreshed.then().statusCode(200);
            assertInvalidProof(refresh(refreshed.path("refreshToken"), proof), 400);

            Response other = logIn(null);
            String binding = client.proof("POST", REAUTHENTICATE, null);
            for (int status : List.of(200, 400)) {
                assertThat(reauthenticate(Actors.anonymous()
                                        .header("Authorization", "Bearer " + other.path("accessToken"))
                                        .header("DPoP", binding))
                                .statusCode())
                        .isEqualTo(status);
            }
        }

        @Test
        void reauthentication_with_a_proof_binds_an_unbound_session() {
            Response login = logIn(null);
            Response renewed = reauthenticate(Actors.anonymous()
                    .header("Authorization", "Bearer " + login.path("accessToken"))
                    .header("DPoP", client.proof("POST", REAUTHENTICATE, null)));
            renewed.then().statusCode(200);
            assertThat(renewed.<String>path("tokenType")).isEqualTo("DPoP");
            assertThat(readWithProof(renewed.path("accessToken")).statusCode()).isEqualTo(200);
            assertProblem(refresh(login.path("refreshToken"), null), 401, "invalid-credentials");
            assertProblem(
                    reauthenticate(Actors.anonymous().header("Authorization", "Bearer " + login.path("accessToken"))),
                    401,
                    "invalid-credentials");
        }

        @Test
        void step_up_challenge_names_the_scheme_of_the_request() {
            var claims = Tokens.claims(alice.id());
            claims.setClaim("auth_time", Instant.now().getEpochSecond() - 600);
            claims.setClaim("cnf", Map.of("jkt", client.thumbprint()));
            Response refusal = client.calling(ORIGIN, "POST", "/users/me/totp", Tokens.signed(claims))
                    .post("/users/me/totp");
            assertProblem(refusal, 401, "reauthentication-required");
            assertThat(refusal.header("WWW-Authenticate"))
                    .isEqualTo("DPoP error=\"insufficient_user_authentication\", max_age=300,"
                            + " algs=\"ES256 EdDSA RS256 PS256\"");
        }

        @Test
        void forged_proof_at_reauthentication_of_an_unbound_session_gets_400() {
            Response login = logIn(null);
            assertInvalidProof(
                    reauthenticate(Actors.anonymous()
                            .header("Authorization", "Bearer " + login.path("accessToken"))
                            .header("DPoP", client.proof("POST", LOGIN, null))),
                    400);
        }
    }
}
