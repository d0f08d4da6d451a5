package org.acme.owasp;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Actors.logIn;
import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Tokens;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API2")
@QuarkusTest
class Api02BrokenAuthenticationTest {

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    static Response present(String token) {
        return Actors.anonymous().header("Authorization", "Bearer " + token).get("/reports");
    }

    static String changed(Consumer<JwtClaims> change) {
        JwtClaims claims = Tokens.claims(Actors.admin().id());
        change.accept(claims);
        return Tokens.signed(claims);
    }

    static String signedWith(Key key, String algorithm, Consumer<JsonWebSignature> change) {
        return Tokens.signed(Tokens.claims(Actors.admin().id()), key, algorithm, change);
    }

    static String randomId() {
        return UUID.randomUUID().toString();
    }

    /** Puts a key into the header (RFC 8725, section 2.4). A verifier that trusts it would accept the forged token. */
    static void withOwnKey(JsonWebSignature jws) {
        try {
            KeyPair own = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            jws.setJwkHeader((PublicJsonWebKey) JsonWebKey.Factory.newJwk(own.getPublic()));
            jws.setKey(own.getPrivate());
        } catch (GeneralSecurityException | JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Nested
    @OwnLogin
    class Login {

        @Test
        void login_gives_the_same_response_for_unknown_account_wrong_password_and_disabled_account() {
            Actor disabled = Actors.viewer();
            Actors.admin()
                    .patch("/users/" + disabled.id(), Map.of("status", "DISABLED"))
                    .then()
                    .statusCode(200);

            Response wrongPassword = logIn("editor@example.com", "not the password");
            Response unknown = logIn("unknown@example.com", PASSWORD);
            Response locked = logIn(disabled.email(), PASSWORD);

            assertProblem(wrongPassword, 401, "invalid-credentials");
            assertThat(indistinguishable(unknown)).isEqualTo(indistinguishable(wrongPassword));
            assertThat(indistinguishable(locked)).isEqualTo(indistinguishable(wrongPassword));
        }

        @Test
        void login_ignores_capitals_in_the_email_address() {
            assertThat(logIn("EDITOR@Example.com", PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void access_token_follows_rfc_9068_and_contains_no_personal_data() {
            Response login = logIn("editor@example.com", PASSWORD);
            String token = login.path("accessToken");

            assertThat(login.<String>path("tokenType")).isEqualTo("Bearer");
            assertThat(login.<Integer>path("expiresIn")).isEqualTo(3600);
            assertThat(Tokens.header(token).getString("typ")).isEqualTo("at+jwt");
            assertThat(Tokens.header(token).getString("alg")).isEqualTo("HS256");
            assertThat(Tokens.payload(token).<String, Object>getMap("$").keySet())
                    .isEqualTo(Set.of("iss", "aud", "sub", "sid", "jti", "iat", "exp", "auth_time", "groups"));
            assertThat(Tokens.payload(token).getList("groups")).isEqualTo(List.of("editor"));
        }
    }

    @Nested
    class Bearer_tokens {

        @Test
        @OwnLogin
        void jwt_that_this_test_signs_with_the_right_key_is_accepted() {
            assertThat(present(changed(claims -> {})).statusCode()).isEqualTo(200);
        }

        static Stream<Named<Supplier<String>>> forgeries() throws Exception {
            Key rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
            byte[] otherSecret = new byte[32];
            Arrays.fill(otherSecret, (byte) 7);
            return Stream.of(
                    forgery("no algorithm", () -> signedWith(null, "none", jws -> {})),
                    forgery(
                            "another secret",
                            () -> signedWith(new SecretKeySpec(otherSecret, "HmacSHA256"), "HS256", j -> {})),
                    forgery(
                            "another algorithm of the same family",
                            () -> signedWith(Tokens.serviceKey(), "HS512", jws -> {})),
                    forgery("another algorithm", () -> signedWith(rsa, "RS256", jws -> {})),
                    forgery(
                            "the type of an id token",
                            () -> signedWith(Tokens.serviceKey(), "HS256", jws -> jws.setHeader("typ", "JWT"))),
                    forgery("another issuer", () -> changed(claims -> claims.setIssuer("another issuer"))),
                    forgery("another audience", () -> changed(claims -> claims.setAudience("another-api"))),
                    forgery("no issuer", () -> changed(claims -> claims.unsetClaim("iss"))),
                    forgery("no audience", () -> changed(claims -> claims.unsetClaim("aud"))),
                    forgery("no subject", () -> changed(claims -> claims.unsetClaim("sub"))),
                    forgery("no JWT id", () -> changed(claims -> claims.unsetClaim("jti"))),
                    forgery("no session", () -> changed(claims -> claims.unsetClaim("sid"))),
                    forgery("an unknown session", () -> changed(claims -> claims.setClaim("sid", randomId()))),
                    forgery(
                            "the session of another user",
                            () -> changed(claims ->
                                    claims.setSubject(Actors.viewer().id().toString()))),
                    forgery("a session that is not a UUID", () -> changed(claims -> claims.setClaim("sid", 1))),
                    forgery("a subject that is not a UUID", () -> changed(claims -> claims.setSubject("admin"))),
                    forgery(
                            "an unknown key id",
                            () -> signedWith(Tokens.serviceKey(), "HS256", jws -> jws.setKeyIdHeaderValue("../etc"))),
                    forgery(
                            "no key id",
                            () -> signedWith(Tokens.serviceKey(), "HS256", jws -> jws.setKeyIdHeaderValue(null))),
                    forgery(
                            "a key in the header",
                            () -> signedWith(rsa, "RS256", Api02BrokenAuthenticationTest::withOwnKey)),
                    forgery(
                            "the URL of a key set",
                            () -> signedWith(
                                    new SecretKeySpec(otherSecret, "HmacSHA256"),
                                    "HS256",
                                    jws -> jws.setHeader("jku", "https://evil.example/jwks.json"))),
                    forgery(
                            "an unknown critical extension",
                            () -> signedWith(Tokens.serviceKey(), "HS256", jws -> {
                                jws.setCriticalHeaderNames("unknown");
                                jws.setHeader("unknown", "true");
                            })),
                    forgery("no issue time", () -> changed(claims -> claims.unsetClaim("iat"))),
                    forgery("no expiry", () -> changed(claims -> claims.unsetClaim("exp"))),
                    forgery("an expiry in the past", () -> changed(claims -> claims.setExpirationTime(past(60)))),
                    forgery(
                            "a lifetime of years",
                            () -> changed(claims -> claims.setExpirationTimeMinutesInTheFuture(900_000))),
                    forgery("an issue time in the future", () -> changed(claims -> claims.setIssuedAt(past(-120)))),
                    forgery("an issue time long ago", () -> changed(claims -> claims.setIssuedAt(past(90_000)))));
        }

        /** Creates the token while the test runs, because the service is not up when tests are discovered. */
        private static Named<Supplier<String>> forgery(String flaw, Supplier<String> token) {
            return Named.of(flaw, token);
        }

        private static NumericDate past(long seconds) {
            return NumericDate.fromSeconds(NumericDate.now().getValue() - seconds);
        }

        @ParameterizedTest
        @MethodSource("forgeries")
        @OwnLogin
        void forged_jwt_is_rejected(Supplier<String> forged) {
            Response refusal = present(forged.get());
            assertProblem(refusal, 401, "unauthenticated");
            assertThat(refusal.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\", DPoP ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "a.b.c", "....", "e30.e30.", "null"})
        void bearer_credentials_that_are_not_a_jwt_are_rejected(String garbage) {
            assertProblem(present(garbage), 401, "unauthenticated");
        }

        @Test
        void jwt_with_changed_claims_is_rejected() {
            String[] parts = Actors.viewer().token().split("\\.");
            String claims = changed(c -> {}).split("\\.")[1];
            assertProblem(present(parts[0] + "." + claims + "." + parts[2]), 401, "unauthenticated");
        }

        @Test
        void access_token_is_rejected_after_its_lifetime() {
            Actor alice = Actors.editor();
            MovableTime.forward(Duration.ofMinutes(59));
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
            MovableTime.forward(Duration.ofMinutes(2));
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
        }

        @Test
        @OwnLogin
        void role_claim_of_a_jwt_does_not_override_the_role_of_the_account() {
            JwtClaims claims = Tokens.claims(Actors.viewer().id());
            claims.setStringListClaim("groups", List.of("admin", "users:create"));
            Response refusal = Actors.anonymous()
                    .header("Authorization", "Bearer " + Tokens.signed(claims))
                    .contentType("application/json")
                    .body("{}")
                    .post("/users");
            assertProblem(refusal, 403, "forbidden");
        }

        @Test
        void access_token_is_read_from_the_authorization_header_only() {
            Actor alice = Actors.editor();
            assertProblem(Actors.anonymous().get("/reports?access_token=" + alice.token()), 401, "unauthenticated");
            assertProblem(Actors.anonymous().cookie("Bearer", alice.token()).get("/reports"), 401, "unauthenticated");
        }
    }

    @Nested
    class Refusals {

        @Test
        void request_without_credentials_gets_a_bearer_challenge_without_an_error_code() {
            Response refusal = Actors.anonymous().get("/users/" + UUID.randomUUID());
            assertProblem(refusal, 401, "unauthenticated");
            assertThat(refusal.header("WWW-Authenticate")).startsWith("Bearer realm=\"palisade\", DPoP ");
        }
    }
}
