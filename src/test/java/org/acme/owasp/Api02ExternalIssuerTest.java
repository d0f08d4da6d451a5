package org.acme.owasp;

import static io.restassured.RestAssured.given;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.DpopClient;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.ExternalIssuer;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LogLines;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Routes;
import org.acme.fixture.Sigma;
import org.acme.fixture.Sql;
import org.acme.fixture.TestIssuer;
import org.acme.fixture.WholeLog;
import org.acme.security.issuer.IssuerLogin;
import org.acme.security.issuer.IssuerReadings;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

// external-issuer-only:file
/** Access with tokens of an external OpenID Connect issuer, which is a server on loopback. */
@Tag("API2")
@QuarkusTest
@TestProfile(ExternalIssuer.class)
class Api02ExternalIssuerTest {

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private TestIssuer issuer;
    private String subject;

    @BeforeEach
    void issuer() {
        issuer = TestIssuer.running();
        issuer.behave();
        subject = "user-" + UUID.randomUUID();
    }

    @AfterEach
    void backToToday() {
        issuer.behave();
        MovableTime.backToToday();
    }

    private static Response get(String token, String path) {
        return Actors.anonymous().header("Authorization", "Bearer " + token).get(path);
    }

    private static Response me(String token) {
        return get(token, "/users/me");
    }

    private static void assertRefused(String token) {
        assertProblem(me(token), 401, "unauthenticated");
        GraphQl.assertError(
                GraphQl.ask(Actors.anonymous().header("Authorization", "Bearer " + token), "{reports{items{id}}}"),
                "unauthenticated");
    }

    private static void assertAccepted(String token) {
        assertThat(me(token).statusCode()).isEqualTo(200);
    }

    private String with(Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.claims(subject);
        change.accept(claims);
        return issuer.signed(claims);
    }

    private static long in(long seconds) {
        return TestIssuer.now() + seconds;
    }

    private static Response logOut(String body) {
        return Actors.anonymous()
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post("/auth/backchannel-logout");
    }

    private Response logOut(Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.logoutClaims();
        change.accept(claims);
        return logOut("logout_token=" + issuer.logoutToken(claims));
    }

    @Test
    void first_token_of_a_user_of_the_issuer_creates_one_account_as_viewer() {
        String token = with(claims -> claims.setClaim("name", "Ada\nLovelace\u202e\u200b"));
        assertThat(Parallel.times(8, () -> me(token).statusCode())).containsOnly(200);
        assertThat(me(token).<String>path("role")).isEqualTo("viewer");
        assertThat(me(token).<String>path("displayName")).isEqualTo("Ada Lovelace");
        assertThat(Sql.column("select count(*) from external_identities where subject = ?", subject))
                .isEqualTo("1\n");
        String again = issuer.token(subject);
        assertThat(me(again).<String>path("id")).isEqualTo(me(token).path("id"));
        assertThat(subjects("account-created")).containsOnlyOnce(me(token).<String>path("id"));
    }

    @Test
    void session_of_a_login_at_the_issuer_ends_after_the_maximum_lifetime() {
        UUID user = UUID.fromString(me(issuer.token(subject)).path("id"));
        assertThat(Sql.column("select ends_at - created_at = interval '30 days' from sessions where user_id = ?", user))
                .isEqualTo("t\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void account_is_never_linked_by_its_email_address(boolean verified) {
        Actor owner = Actors.editor();
        String token = with(claims -> {
            claims.setClaim("email", owner.email());
            claims.setClaim("email_verified", verified);
        });
        assertThat(me(token).<String>path("id")).isNotEqualTo(owner.id().toString());
        assertThat(me(token).<String>path("role")).isEqualTo("viewer");
        assertThat(me(token).<String>path("email")).endsWith(".invalid");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                changed("another issuer", claims -> claims.setIssuer("https://evil.example")),
                changed("another audience", claims -> claims.setAudience("another-api")),
                changed("expired", claims -> claims.setClaim("exp", in(-60))),
                changed("valid for too long", claims -> claims.setClaim("exp", in(100_000))),
                changed("issued in the future", claims -> claims.setClaim("iat", in(120))),
                changed("no subject", claims -> claims.unsetClaim("sub")),
                changed("subject that cannot be stored", claims -> claims.setSubject("a\0b")),
                changed("binding of another kind", claims -> claims.setClaim("cnf", Map.of("x5t#S256", "x"))));
    }

    private static Arguments changed(String kind, Consumer<JwtClaims> change) {
        return Arguments.of(kind, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void token_with_changed_claims_of_an_external_issuer_is_rejected(String kind, Consumer<JwtClaims> change) {
        assertRefused(with(change));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"exp\":1e400",
                "\"exp\":-1e400",
                "\"iat\":1e400",
                "\"nbf\":1e400",
                "\"exp\":\"never\"",
                "\"iat\":{}",
                "\"aud\":5",
                "\"iss\":[]",
                "\"sub\":{}"
            })
    void malformed_claim_of_an_external_issuer_is_rejected(String member) {
        assertRefused(withMember(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"groups\":5",
                "\"groups\":[1,null,{}]",
                "\"upn\":5",
                "\"preferred_username\":[]",
                "\"scope\":{}",
                "\"other\":1e400",
                "\"other\":[1e400,null,{\"a\":null}]",
                "\"jwk\":5",
                "\"address\":[null]",
                "\"name\":5",
                "\"sid\":5",
                "\"auth_time\":1e400",
                "\"auth_time\":\"x\"",
                "\"email\":{},\"email_verified\":true",
                "\"email\":\"no address\",\"email_verified\":true",
                "\"realm_access\":{\"roles\":7}"
            })
    void unusual_claim_without_meaning_here_is_ignored(String member) {
        String token = withMember(member);
        assertAccepted(token);
        assertThat(me(token).<String>path("role")).isEqualTo("viewer");
    }

    @Test
    void fractional_times_of_an_external_issuer_are_accepted() {
        assertAccepted(withMember("\"exp\":" + in(60) + ".5,\"iat\":" + in(0) + ".25"));
    }

    /** @param members raw JSON, which replaces members of the same name */
    private String withMember(String members) {
        JwtClaims claims = TestIssuer.claims(subject);
        for (String part : members.split(",(?=\"[a-z_]+\":)")) {
            claims.unsetClaim(part.split("\"")[1]);
        }
        String json = claims.toJson();
        return issuer.signed(claims, jws -> jws.setPayload(json.substring(0, json.length() - 1) + "," + members + "}"));
    }

    @Test
    void scheme_of_a_token_of_an_external_issuer_is_compared_without_case() {
        issuer.rotate();
        EmptyWindows.letThemPass();
        Actors.anonymous()
                .header("Authorization", "bearer " + issuer.token(subject))
                .get("/users/me")
                .then()
                .statusCode(200);
    }

    @Test
    void id_token_own_token_and_token_of_another_key_are_rejected_with_an_external_issuer() {
        JwtClaims claims = TestIssuer.claims(subject);
        assertRefused(issuer.signed(claims, jws -> jws.setHeader("typ", "JWT")));
        PublicJsonWebKey other = TestIssuer.newKey();
        assertRefused(
                TestIssuer.signed(claims, issuer.key().getKeyId(), other.getPrivateKey(), TestIssuer.ES256, jws -> {}));
        assertRefused(Actors.ownToken(Actors.admin().id()));
    }

    @Test
    void rotated_key_of_the_issuer_is_used_at_once_and_the_withdrawn_one_refused() {
        String former = issuer.token(subject);
        assertAccepted(former);
        issuer.rotate();
        EmptyWindows.letThemPass();
        String next = issuer.token(subject);
        assertAccepted(next);
        assertRefused(former);
    }

    @Test
    void token_that_was_accepted_before_gets_503_while_the_keys_of_the_issuer_are_too_old() {
        String token = issuer.token(subject);
        assertAccepted(token);
        issuer.misbehave(exchange -> TestIssuer.say(exchange, 500, "application/json", ""));
        MovableTime.forward(Duration.ofMinutes(11));
        assertProblem(me(token), 503, "unavailable");
        issuer.behave();
        EmptyWindows.letThemPass();
        assertAccepted(token);
    }

    @Test
    void invented_key_ids_do_not_make_the_service_call_the_issuer_each_time() {
        assertAccepted(issuer.token(subject));
        issuer.requests().clear();
        for (int i = 0; i < 20; i++) {
            String id = "invented-" + i;
            assertProblem(
                    me(issuer.signed(TestIssuer.claims(subject), jws -> jws.setKeyIdHeaderValue(id))),
                    401,
                    "unauthenticated");
        }
        assertThat(issuer.requests()).hasSizeLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "<html></html>"})
    void malformed_key_set_of_the_issuer_leaves_the_last_good_keys_in_use(String document) {
        assertAccepted(issuer.token(subject));
        issuer.misbehaveInKeys(exchange -> TestIssuer.say(exchange, 200, "application/json", document));
        IssuerReadings.read();
        assertAccepted(issuer.token(subject));
    }

    @Test
    void token_that_was_accepted_before_gets_503_while_the_issuer_publishes_no_usable_key() {
        String token = issuer.token(subject);
        assertAccepted(token);
        issuer.misbehaveInKeys(exchange -> TestIssuer.say(exchange, 200, "application/json", "{\"keys\":[]}"));
        IssuerReadings.read();
        assertProblem(me(token), 503, "unavailable");
        issuer.behave();
        IssuerReadings.read();
        assertAccepted(token);
    }

    @Test
    void endless_redirecting_failing_or_false_documents_leave_the_last_good_keys_in_use() {
        assertAccepted(issuer.token(subject));
        String evil = TestIssuer.keySet(TestIssuer.newKey());
        List<TestIssuer.Answers> hostile = List.of(
                exchange -> TestIssuer.say(exchange, 500, "application/json", evil),
                exchange -> TestIssuer.say(exchange, 200, "text/html", evil),
                exchange -> TestIssuer.say(exchange, 200, "application/json", evil + " ".repeat(300_000)),
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                    TestIssuer.say(exchange, 302, "application/json", "");
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 1_000; i++) {
                        exchange.getResponseBody().write(new byte[1_000]);
                    }
                });
        for (TestIssuer.Answers answers : hostile) {
            issuer.misbehave(answers);
            IssuerReadings.read();
            assertAccepted(issuer.token(subject));
            issuer.misbehaveInKeys(answers);
            IssuerReadings.read();
            assertAccepted(issuer.token(subject));
        }
        assertThat(issuer.requests()).doesNotContain("/elsewhere");
    }

    @Test
    void disabled_account_is_refused_whatever_the_token_says() {
        String token = issuer.token(subject);
        String id = me(token).path("id");
        Actors.admin()
                .patch("/users/" + id, Map.of("status", "DISABLED"))
                .then()
                .statusCode(200);
        assertRefused(token);
        assertRefused(issuer.token(subject));
    }

    @Test
    void request_whose_body_is_withheld_until_a_logout_at_the_issuer_is_rejected() {
        String token = issuer.token(subject);
        assertAccepted(token);
        Response refused = RawHttp.withheld(
                "PATCH",
                "/api/v1/users/me",
                "{\"displayName\":\"Late\"}",
                () -> logOut(claims -> claims.setSubject(subject)).then().statusCode(200),
                "Authorization: Bearer " + token);
        assertProblem(refused, 401, "unauthenticated");
    }

    @Test
    void token_from_before_its_account_was_disabled_stays_rejected_after_the_account_is_enabled_again() {
        String unused = issuer.token(subject);
        String id = me(issuer.token(subject)).path("id");
        for (String status : List.of("DISABLED", "ACTIVE")) {
            Actors.admin()
                    .patch("/users/" + id, Map.of("status", status))
                    .then()
                    .statusCode(200);
        }
        assertRefused(unused);
        MovableTime.forward(Duration.ofSeconds(2));
        assertAccepted(issuer.token(subject));
    }

    @Test
    void incident_commands_in_the_operations_guide_refuse_unused_tokens_of_the_issuer() throws IOException {
        String unused = issuer.token(subject);
        assertAccepted(issuer.token(subject));
        Pattern statement = Pattern.compile("update issuer_logins [^;]*");
        statement
                .matcher(Files.readString(Path.of("docs", "operations.md")))
                .results()
                .forEach(found -> Sql.run(found.group()));
        assertRefused(unused);
        MovableTime.forward(Duration.ofSeconds(2));
        assertAccepted(issuer.token(subject));
    }

    @Test
    void deleted_account_is_not_created_again_by_a_login_of_its_user() {
        String unused = issuer.token(subject);
        String id = me(issuer.token(subject)).path("id");
        Actors.admin().delete("/users/" + id).then().statusCode(204);
        MovableTime.forward(Duration.ofSeconds(2));
        assertRefused(unused);
        assertRefused(issuer.token(subject));
        assertThat(Sql.column("select count(*) from external_identities where subject = ?", subject))
                .isEqualTo("0\n");

        String restored = created("editor");
        Actors.admin()
                .put("/users/" + restored + "/identity", Map.of("subject", subject))
                .then()
                .statusCode(204);
        assertRefused(unused);
        assertThat(me(issuer.token(subject)).<String>path("id")).isEqualTo(restored);
    }

    @Test
    void login_at_the_issuer_ends_the_oldest_session_of_a_user_who_has_a_thousand() {
        String first = issuer.token(subject);
        String id = me(first).path("id");
        Sql.run(
                "insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, user_agent,"
                        + " address, device) select gen_random_uuid(), ?::uuid, now() - interval '1 hour', now(), now(),"
                        + " now() + interval '1 day', '', '', '' from generate_series(1, 1000)",
                id);
        MovableTime.forward(Duration.ofSeconds(2));
        assertAccepted(issuer.token(subject));
        assertThat(Sql.column("select count(*) from sessions where user_id = ?::uuid and revoked_at is null", id))
                .isEqualTo("1000\n");
        assertAccepted(first);
    }

    @Test
    void account_that_is_deleted_while_it_is_linked_is_not_created_again() throws SQLException {
        Actor admin = Actors.admin();
        String id = created("editor");
        String other = created("editor");
        CompletableFuture<Response> linked;
        CompletableFuture<Response> deleted;
        // The link waits for a transaction that links the same user of the issuer, and is rolled back.
        try (Sql.Transaction another = Sql.begin(
                "insert into external_identities (issuer, subject, user_id, created_at) values (?, ?, ?::uuid, now())",
                TestIssuer.claims(subject).getClaimValue("iss"),
                subject,
                other)) {
            linked = Parallel.begin(() -> admin.put("/users/" + id + "/identity", Map.of("subject", subject)));
            another.awaitWaiting();
            deleted = Parallel.begin(() -> admin.delete("/users/" + id));
            another.awaitWaiting(2);
        }
        assertThat(linked.join().statusCode()).isEqualTo(204);
        assertThat(deleted.join().statusCode()).isEqualTo(204);
        assertRefused(issuer.token(subject));
    }

    private static String created(String role) {
        Response created =
                Actors.admin().post("/users", Actors.account("linked-" + UUID.randomUUID() + "@example.com", role));
        created.then().statusCode(201);
        return created.path("id");
    }

    @Test
    void administrator_creates_accounts_without_a_password_with_an_external_issuer() {
        Map<String, String> account = new HashMap<>(Actors.account(UUID.randomUUID() + "@example.com", "viewer"));
        account.put("password", Actors.PASSWORD);
        Response refused = Actors.admin().post("/users", account);
        assertProblem(refused, 400, "validation-failed");
        assertThat(refused.<List<String>>path("violations.field")).containsExactly("password");
        Map<String, Map<String, Object>> schemas =
                Api09ImproperInventoryTest.document().get("components.schemas");
        assertThat(schemas.get("CreateUser").toString()).contains("email").doesNotContain("password");
    }

    @Test
    void openapi_document_has_no_schemas_of_the_own_login_with_an_external_issuer() {
        Map<String, Object> schemas = Api09ImproperInventoryTest.document().get("components.schemas");
        assertThat(schemas)
                .containsKeys("CreateUser", "LinkIdentity", "Problem")
                .doesNotContainKeys(
                        "LogIn", "TokenView", "Register", "RequestPasswordReset", "ChangePassword", "TotpView");
    }

    @Test
    void role_changed_here_counts_whatever_the_token_says() {
        String token = with(claims -> claims.setStringListClaim("groups", List.of("admin")));
        assertThat(get(token, "/settings").statusCode()).isEqualTo(403);
        String id = me(token).path("id");
        Actors.admin().patch("/users/" + id, Map.of("role", "admin")).then().statusCode(200);
        assertThat(get(token, "/settings").statusCode()).isEqualTo(200);
        Actors.admin().patch("/users/" + id, Map.of("role", "viewer")).then().statusCode(200);
        assertThat(get(token, "/settings").statusCode()).isEqualTo(403);
    }

    @Test
    void sensitive_operation_requires_a_recent_auth_time_of_the_issuer() {
        Actor old = new Actor(null, null, with(claims -> claims.setClaim("auth_time", in(-600))));
        Actor missing = new Actor(null, null, with(claims -> claims.unsetClaim("auth_time")));
        Actor future = new Actor(null, null, with(claims -> claims.setClaim("auth_time", in(600))));
        Map<String, Object> request = Map.of(
                "name",
                "robot",
                "permissions",
                List.of("reports:read"),
                "expiresAt",
                Instant.ofEpochSecond(in(86_400)).toString());
        for (Actor actor : List.of(old, missing, future)) {
            Response refusal = actor.post("/api-keys", request);
            assertProblem(refusal, 401, "reauthentication-required");
            assertThat(refusal.header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
            assertThat(refusal.<String>path("detail")).contains("at the issuer");
        }
        DpopClient client = DpopClient.create();
        String bound = with(claims -> {
            claims.unsetClaim("auth_time");
            claims.setClaim("cnf", Map.of("jkt", client.thumbprint()));
        });
        Response refusal = client.calling(DpopClient.origin(), "POST", "/api-keys", bound)
                .contentType(ContentType.JSON)
                .body(request)
                .post("/api-keys");
        assertProblem(refusal, 401, "reauthentication-required");
        assertThat(refusal.header("WWW-Authenticate")).startsWith("DPoP error=\"insufficient_user_authentication\"");
        Actor recent = new Actor(null, null, issuer.token(subject));
        recent.post("/api-keys", request).then().statusCode(201);
    }

    @Test
    void logout_token_with_sid_ends_this_session_only() {
        String ended = with(claims -> claims.setClaim("sid", "ended-" + subject));
        String other = issuer.token(subject);
        assertAccepted(ended);
        assertAccepted(other);
        String session = currentSession(ended);
        Response logout = logOut(claims -> claims.setClaim("sid", "ended-" + subject));
        assertThat(logout.statusCode()).isEqualTo(200);
        assertThat(logout.header("Cache-Control")).contains("no-store");
        assertThat(subjects("session-revoked")).contains(session);
        assertRefused(ended);
        assertRefused(with(claims -> claims.setClaim("sid", "ended-" + subject)));
        assertAccepted(other);
    }

    @Test
    void logout_at_the_issuer_is_not_recorded_for_a_session_that_had_ended() {
        String token = with(claims -> claims.setClaim("sid", "over-" + subject));
        assertAccepted(token);
        String session = currentSession(token);
        Sql.run("update sessions set ends_at = now() where id = ?::uuid", session);
        logOut(claims -> claims.setClaim("sid", "over-" + subject)).then().statusCode(200);
        assertThat(subjects("session-revoked")).doesNotContain(session);
    }

    @Test
    void logout_token_with_sub_ends_all_sessions_and_refuses_tokens_that_were_not_used_before() {
        String used = issuer.token(subject);
        String unused = issuer.token(subject);
        assertAccepted(used);
        logOut(claims -> claims.setSubject(subject)).then().statusCode(200);
        assertRefused(used);
        assertRefused(unused);
        MovableTime.forward(Duration.ofSeconds(2));
        assertAccepted(issuer.token(subject));
    }

    @Test
    void replayed_logout_token_does_not_end_later_sessions() {
        assertAccepted(issuer.token(subject));
        JwtClaims claims = TestIssuer.logoutClaims();
        claims.setSubject(subject);
        String logout = "logout_token=" + issuer.logoutToken(claims);
        logOut(logout).then().statusCode(200);
        MovableTime.forward(Duration.ofSeconds(2));
        String later = issuer.token(subject);
        assertAccepted(later);
        logOut(logout).then().statusCode(200);
        assertAccepted(later);
    }

    /** RFC 9068 does not require {@code sid} in access tokens; then it is in ID tokens and logout tokens only. */
    @ParameterizedTest
    @ValueSource(strings = {"sid", "sid auth_time"})
    void logout_token_with_sid_and_sub_ends_the_logins_of_the_user_whose_tokens_have_no_sid(String missing) {
        Consumer<JwtClaims> withoutSid = claims -> List.of(missing.split(" ")).forEach(claims::unsetClaim);
        String used = with(withoutSid);
        String unused = with(withoutSid);
        String otherLogin = issuer.token(subject);
        JwtClaims stranger = TestIssuer.claims("other-" + subject);
        stranger.unsetClaim("sid");
        String otherUser = issuer.signed(stranger);
        Stream.of(used, otherLogin, otherUser).forEach(Api02ExternalIssuerTest::assertAccepted);

        JwtClaims claims = TestIssuer.logoutClaims();
        claims.setSubject(subject);
        claims.setClaim("sid", "of the ID token of " + subject);
        String logout = "logout_token=" + issuer.logoutToken(claims);
        logOut(logout).then().statusCode(200);
        Stream.of(used, unused).forEach(Api02ExternalIssuerTest::assertRefused);
        Stream.of(otherLogin, otherUser).forEach(Api02ExternalIssuerTest::assertAccepted);

        MovableTime.forward(Duration.ofSeconds(2));
        String later = with(withoutSid);
        assertAccepted(later);
        logOut(logout).then().statusCode(200);
        assertAccepted(later);
    }

    @Test
    void login_and_the_disabling_of_its_account_at_the_same_time_do_not_deadlock() throws Exception {
        String id = me(issuer.token(subject)).path("id");
        String unused = issuer.token(subject);
        Actor admin = Actors.admin();
        try (Sql.Transaction user = Sql.begin("select 1 from users where id = cast(? as uuid) for update", id)) {
            CompletableFuture<Response> disabling =
                    Parallel.begin(() -> admin.patch("/users/" + id, Map.of("status", "DISABLED")));
            user.awaitWaiting();
            CompletableFuture<Response> login = Parallel.begin(() -> me(unused));
            user.awaitWaiting(2);
            user.commit();
            assertThat(disabling.get().statusCode()).isEqualTo(200);
            assertThat(login.get().statusCode()).isEqualTo(401);
        }
    }

    @Test
    void user_and_issuer_who_end_all_sessions_at_the_same_time_do_not_deadlock() throws Exception {
        String token = issuer.token(subject);
        String id = me(token).path("id");
        try (Sql.Transaction sessions =
                Sql.begin("select 1 from sessions where user_id = cast(? as uuid) for update", id)) {
            CompletableFuture<Response> deletion = Parallel.begin(() -> Actors.anonymous()
                    .header("Authorization", "Bearer " + token)
                    .delete("/auth/sessions"));
            sessions.awaitWaiting();
            CompletableFuture<Response> logout = Parallel.begin(() -> logOut(claims -> claims.setSubject(subject)));
            sessions.awaitWaiting(2);
            sessions.commit();
            assertThat(deletion.get().statusCode()).isEqualTo(204);
            assertThat(logout.get().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void logout_before_the_first_token_arrives_ends_the_login() {
        logOut(claims -> claims.setClaim("sid", "early-" + subject)).then().statusCode(200);
        assertRefused(with(claims -> claims.setClaim("sid", "early-" + subject)));
        // Issued after the logout, for a login of before.
        MovableTime.forward(Duration.ofSeconds(2));
        assertRefused(with(claims -> claims.setClaim("sid", "early-" + subject)));
    }

    @Test
    void forged_logout_token_ends_nothing() {
        String token = with(claims -> claims.setClaim("sid", "kept-" + subject));
        assertAccepted(token);
        JwtClaims claims = TestIssuer.logoutClaims();
        claims.setClaim("sid", "kept-" + subject);
        String byAnotherKey = TestIssuer.signed(
                claims,
                issuer.key().getKeyId(),
                TestIssuer.newKey().getPrivateKey(),
                TestIssuer.ES256,
                jws -> jws.setHeader("typ", "logout+jwt"));
        String valid = issuer.logoutToken(claims);
        for (String form : List.of(
                "",
                "logout_token=",
                "logout_token=" + byAnotherKey,
                "logout_token=" + token,
                "other=" + valid,
                "logout_token=" + valid + "&logout_token=" + valid,
                "logout_token=" + valid + "x")) {
            assertThat(logOut(form).statusCode()).as(form).isEqualTo(400);
        }
        assertProblem(
                Actors.anonymous()
                        .contentType(ContentType.JSON)
                        .body(Map.of("logout_token", valid))
                        .post("/auth/backchannel-logout"),
                415,
                "unsupported-media-type");
        assertAccepted(token);
    }

    @Test
    void other_operations_accept_no_form_with_an_external_issuer() {
        String token = issuer.token(subject);
        assertProblem(
                // The document has no 415 for operations without a body.
                Actors.anonymous()
                        .noFilters()
                        .header("Authorization", "Bearer " + token)
                        .contentType("application/x-www-form-urlencoded")
                        .body("title=x")
                        .post("/auth/logout"),
                415,
                "unsupported-media-type");
        assertAccepted(token);
    }

    @Test
    void session_revoked_here_stays_revoked_for_new_tokens_of_the_login() {
        JwtClaims claims = TestIssuer.claims(subject);
        String token = issuer.signed(claims);
        Actors.anonymous()
                .header("Authorization", "Bearer " + token)
                .post("/auth/logout")
                .then()
                .statusCode(204);
        assertRefused(token);
        claims.setJwtId("another");
        assertRefused(issuer.signed(claims));
        assertAccepted(issuer.token(subject));
    }

    /** Returns the token with the other signature that an ES256 key has for it: (r, n - s) instead of (r, s). */
    private static String withOtherSignature(String token) {
        int end = token.lastIndexOf('.');
        byte[] signature = Base64.getUrlDecoder().decode(token.substring(end + 1));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = P256_ORDER.subtract(s).add(BigInteger.ONE.shiftLeft(256)).toByteArray();
        System.arraycopy(other, other.length - 32, signature, 32, 32);
        return token.substring(0, end + 1)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    @Test
    void ended_login_without_sid_and_auth_time_stays_ended_for_the_token_with_its_other_signature() {
        String token = with(claims -> {
            claims.unsetClaim("sid");
            claims.unsetClaim("auth_time");
        });
        String other = withOtherSignature(token);
        assertThat(other).isNotEqualTo(token);
        assertAccepted(other);
        assertAccepted(token);
        Actors.anonymous()
                .header("Authorization", "Bearer " + token)
                .post("/auth/logout")
                .then()
                .statusCode(204);
        assertRefused(token);
        assertRefused(other);
    }

    @Test
    void user_who_ends_all_sessions_here_ends_stolen_tokens_that_were_not_used_before() {
        String stolen = issuer.token(subject);
        String used = issuer.token(subject);
        assertAccepted(used);
        Actors.anonymous()
                .header("Authorization", "Bearer " + used)
                .delete("/auth/sessions")
                .then()
                .statusCode(204);
        assertRefused(used);
        assertRefused(stolen);
        MovableTime.forward(Duration.ofSeconds(2));
        assertAccepted(issuer.token(subject));
    }

    @Test
    void token_of_another_user_with_the_same_sid_gets_no_session_of_the_first() {
        assertAccepted(with(claims -> claims.setClaim("sid", "shared-" + subject)));
        JwtClaims other = TestIssuer.claims("other-" + subject);
        other.setClaim("sid", "shared-" + subject);
        assertRefused(issuer.signed(other));
    }

    @Test
    void bound_token_of_an_external_issuer_needs_a_proof_by_its_key() {
        DpopClient client = DpopClient.create();
        String token = with(claims -> claims.setClaim("cnf", Map.of("jkt", client.thumbprint())));
        assertRefused(token);
        String origin = DpopClient.origin();
        assertThat(client.get(origin, "/users/me", token).statusCode()).isEqualTo(200);
        assertProblem(DpopClient.create().get(origin, "/users/me", token), 401, "invalid-dpop-proof");
        String proof = client.proof("GET", origin + Actor.API + "/users/me", token);
        Stream.of(200, 401).forEach(status -> Actors.anonymous()
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof)
                .get("/users/me")
                .then()
                .statusCode(status));
        assertProblem(client.get(origin, "/users/me", issuer.token(subject)), 401, "unauthenticated");
    }

    @Test
    void operations_of_the_own_login_do_not_exist_with_an_external_issuer() {
        Set<String> own = Set.of(
                "POST /api/v1/auth/login",
                "POST /api/v1/auth/refresh",
                "POST /api/v1/auth/reauthenticate",
                "POST /api/v1/auth/register",
                "POST /api/v1/auth/verify-email",
                "POST /api/v1/auth/password-reset",
                "POST /api/v1/auth/password-reset/confirm",
                "GET /api/v1/auth/challenge",
                "GET /.well-known/jwks.json",
                "POST /api/v1/users/me/password",
                "POST /api/v1/users/me/totp",
                "POST /api/v1/users/me/totp/confirm",
                "DELETE /api/v1/users/me/totp");
        Set<String> documented = Api09ImproperInventoryTest.operations().keySet();
        assertThat(documented)
                .doesNotContainAnyElementsOf(own)
                .contains("POST /api/v1/auth/backchannel-logout", "PUT /api/v1/users/{id}/identity");
        assertThat(Routes.all()).doesNotContainAnyElementsOf(own).containsAll(documented);
        String token = issuer.token(subject);
        for (String operation : own) {
            String[] parts = operation.split(" ");
            Response answer = given().basePath("")
                    .header("Authorization", "Bearer " + token)
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .request(parts[0], parts[1]);
            assertProblem(answer, 404, "not-found");
        }
    }

    @Test
    void user_is_told_by_mail_when_an_administrator_links_the_account() {
        Actor admin = Actors.admin();
        String id = created("editor");
        admin.put("/users/" + id + "/identity", Map.of("subject", subject))
                .then()
                .statusCode(204);
        String email = admin.get("/users/" + id).path("email");
        assertThat(MailServer.mailTo(email, "An administrator linked a login"))
                .contains("If you did or expected this, ignore");
    }

    @Test
    void administrator_links_an_account_to_a_user_of_the_issuer_once() {
        Actor admin = Actors.admin();
        String id = created("editor");
        try (LogLines audit = LogLines.of("audit")) {
            admin.put("/users/" + id + "/identity", Map.of("subject", subject))
                    .then()
                    .statusCode(204);
            String identity =
                    IssuerLogin.subjectHash((String) TestIssuer.claims(subject).getClaimValue("iss"), subject);
            assertThat(audit.lines()).anyMatch(line -> line.contains(identity));
            assertThat(Sigma.read(Path.of("deploy/detection/privilege-change.yml"))
                            .alerts(audit.lines().stream().map(Sigma::event).toList()))
                    .isTrue();
        }
        assertThat(me(issuer.token(subject)).<String>path("id")).isEqualTo(id);
        assertThat(me(issuer.token(subject)).<String>path("role")).isEqualTo("editor");
        Response linked = Actors.admin().get("/audit-events?type=identity-linked&limit=100");
        assertThat(linked.<List<String>>path("items.subject")).contains(id);
        assertProblem(admin.put("/users/" + id + "/identity", Map.of("subject", "another")), 409, "conflict");
        String other = me(issuer.token("second-" + subject)).path("id");
        assertProblem(admin.put("/users/" + other + "/identity", Map.of("subject", subject)), 409, "conflict");
        assertProblem(admin.put("/users/" + UUID.randomUUID() + "/identity", Map.of("subject", "x")), 404, "not-found");
        assertProblem(Actors.viewer().put("/users/" + id + "/identity", Map.of("subject", "x")), 403, "forbidden");
    }

    @Test
    void tokens_of_an_external_issuer_do_not_reach_the_log() {
        try (WholeLog log = WholeLog.watch()) {
            String secret = "name-" + UUID.randomUUID();
            assertRefused(with(claims -> {
                claims.setAudience("other");
                claims.setClaim("name", secret);
            }));
            assertThat(log.entries())
                    .isNotEmpty()
                    .noneMatch(entry -> entry.contains(secret) || entry.contains("eyJ") || entry.contains(subject));
        }
    }

    private static String currentSession(String token) {
        return new Actor(null, null, token).get("/auth/sessions").path("items.find { it.current }.id");
    }

    private static List<String> subjects(String type) {
        return Actors.admin().get("/audit-events?limit=100&type=" + type).path("items.subject");
    }

    @Test
    void login_at_an_external_issuer_is_audited_with_the_address_of_the_client() {
        String id = me(issuer.token(subject)).path("id");
        Response events = Actors.admin().get("/audit-events?limit=100&type=login-succeeded&actor=" + id);
        assertThat(events.<List<String>>path("items.address")).containsExactly("127.0.0.1");
    }
}
