package org.acme.security.issuer;

import static org.acme.fixture.DpopClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.TestIssuer;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.crypto.JwsAlgorithm;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies tokens of an external issuer that differ from valid ones in one respect, without Quarkus. */
class IssuerTokensTest {

    private static final PublicJsonWebKey KEY = TestIssuer.newKey();
    private static final PublicJsonWebKey RSA = TestIssuer.newKey("RSA");
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private static IssuerTokens tokens(Map<String, String> settings) {
        return tokens(settings, System::nanoTime);
    }

    static IssuerTokens tokens(Map<String, String> settings, Ticker ticker) {
        IssuerKeys keys = keys(
                settings,
                () -> KeySet.of(
                        IssuerJson.object(TestIssuer.keySet(KEY, RSA).getBytes(StandardCharsets.UTF_8)),
                        Set.of(JwsAlgorithm.values())),
                ticker);
        keys.read();
        return new IssuerTokens(config(settings), keys);
    }

    private static IssuerConfig config(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("app.issuer.algorithms", "ES256"));
        all.putAll(settings);
        return IssuerSettings.external(all);
    }

    private static IssuerKeys keys(Map<String, String> settings, Supplier<KeySet> reading) {
        return keys(settings, reading, System::nanoTime);
    }

    private static IssuerKeys keys(Map<String, String> settings, Supplier<KeySet> reading, Ticker ticker) {
        KeySource source = new KeySource(IssuerSettings.own(), IssuerSettings.calls(Map.of()), null) {
            @Override
            KeySet read() {
                return reading.get();
            }
        };
        return new IssuerKeys(
                config(settings), IssuerSettings.calls(Map.of()), source, IssuerKeysTest.changes(() -> {}), ticker);
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(IssuerSettings.ISSUER);
        claims.setAudience(IssuerSettings.AUDIENCE);
        claims.setSubject("alice");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setClaim("sid", "session-1");
        claims.setClaim("auth_time", NumericDate.now().getValue());
        return claims;
    }

    private static String signed(JwtClaims claims, Consumer<JsonWebSignature> change) {
        return TestIssuer.signed(claims, KEY.getKeyId(), KEY.getPrivateKey(), "ES256", change);
    }

    static String with(Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        return signed(claims, jws -> {});
    }

    private static IssuerLogin login(Map<String, String> settings, Consumer<JwtClaims> change)
            throws InvalidJwtException {
        return tokens(settings).accessToken(with(change), Instant.now()).login();
    }

    private static void lives(JwtClaims claims, long issued, long expires) {
        long now = NumericDate.now().getValue();
        claims.setClaim("iat", now + issued);
        claims.setClaim("exp", now + expires);
    }

    private static long in(long seconds) {
        return NumericDate.now().getValue() + seconds;
    }

    static Stream<Arguments> forged() {
        String header = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
        String payload = signed(claims(), jws -> {}).split("\\.")[1];
        return Stream.of(
                Arguments.of("another issuer", with(claims -> claims.setIssuer("https://evil.example"))),
                Arguments.of("issuer with a slash", with(claims -> claims.setIssuer(IssuerSettings.ISSUER + "/"))),
                Arguments.of("no issuer", with(claims -> claims.unsetClaim("iss"))),
                Arguments.of("another audience", with(claims -> claims.setAudience("another-api"))),
                Arguments.of("no audience", with(claims -> claims.unsetClaim("aud"))),
                Arguments.of("no subject", with(claims -> claims.unsetClaim("sub"))),
                Arguments.of("blank subject", with(claims -> claims.setSubject(" "))),
                Arguments.of("long subject", with(claims -> claims.setSubject("x".repeat(256)))),
                Arguments.of("subject with NUL", with(claims -> claims.setSubject("a\0b"))),
                Arguments.of("subject as a number", with(claims -> claims.setClaim("sub", 1))),
                Arguments.of("no expiry", with(claims -> claims.unsetClaim("exp"))),
                Arguments.of("expired", with(claims -> claims.setClaim("exp", in(-60)))),
                Arguments.of("valid for too long", with(claims -> claims.setClaim("exp", in(7_200)))),
                Arguments.of("valid for too long since its issue", with(claims -> lives(claims, -2_400, 3_000))),
                Arguments.of("valid for a second too long", with(claims -> lives(claims, -1_800, 1_801))),
                Arguments.of("no time of issue", with(claims -> claims.unsetClaim("iat"))),
                Arguments.of("issued in the future", with(claims -> claims.setClaim("iat", in(45)))),
                Arguments.of("issued too long ago", with(claims -> claims.setClaim("iat", in(-3_645)))),
                Arguments.of("not valid yet", with(claims -> claims.setClaim("nbf", in(120)))),
                Arguments.of("an ID token", signed(claims(), jws -> jws.setHeader("typ", "JWT"))),
                Arguments.of("a logout token", signed(claims(), jws -> jws.setHeader("typ", "logout+jwt"))),
                Arguments.of("no type", signed(claims(), jws -> jws.getHeaders().setObjectHeaderValue("typ", null))),
                Arguments.of("unknown key id", signed(claims(), jws -> jws.setKeyIdHeaderValue("unknown"))),
                Arguments.of("no key id", signed(claims(), jws -> jws.setKeyIdHeaderValue(null))),
                Arguments.of("critical extension", signed(claims(), jws -> jws.setHeader("crit", List.of("x")))),
                Arguments.of("no signature", header + "." + payload + "."),
                Arguments.of(
                        "another key",
                        TestIssuer.signed(
                                claims(), KEY.getKeyId(), TestIssuer.newKey().getPrivateKey(), "ES256", jws -> {})),
                Arguments.of(
                        "algorithm that is not accepted",
                        TestIssuer.signed(claims(), RSA.getKeyId(), RSA.getPrivateKey(), "RS256", jws -> {})),
                Arguments.of(
                        "public key as HMAC secret",
                        TestIssuer.signed(
                                claims(),
                                KEY.getKeyId(),
                                new SecretKeySpec(KEY.getPublicKey().getEncoded(), "HmacSHA256"),
                                "HS256",
                                jws -> {})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void forged_token_of_an_external_issuer_is_rejected(String kind, String token) {
        IssuerTokens tokens = tokens(Map.of());
        assertThatCode(() -> tokens.accessToken(signed(claims(), jws -> {}), Instant.now()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> tokens.accessToken(token, Instant.now()))
                .as(kind)
                .isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void token_of_an_external_issuer_that_lives_as_long_as_the_setting_allows_is_accepted() {
        for (long age : List.of(-20, 0, 1_800, 3_610)) {
            assertThatCode(() -> tokens(Map.of())
                            .accessToken(with(claims -> lives(claims, -age, 3_600 - age)), Instant.now()))
                    .as("%s seconds old", age)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void token_of_an_external_issuer_with_a_duplicate_header_or_claim_is_rejected() {
        String header = "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + KEY.getKeyId() + "\"}";
        String payload = claims().toJson();
        IssuerTokens tokens = tokens(Map.of());
        assertThatCode(() -> tokens.accessToken(signed(header, payload), Instant.now()))
                .doesNotThrowAnyException();
        for (String member : List.of("\"alg\":\"none\"", "\"typ\":\"JWT\"", "\"kid\":\"other\"")) {
            assertThatThrownBy(() -> tokens.accessToken(signed(prefixed(member, header), payload), Instant.now()))
                    .as(member)
                    .isInstanceOf(InvalidJwtException.class);
        }
        for (String member : List.of("\"sub\":\"bob\"", "\"aud\":\"other\"", "\"exp\":1", "\"cnf\":1,\"cnf\":2")) {
            assertThatThrownBy(() -> tokens.accessToken(signed(header, prefixed(member, payload)), Instant.now()))
                    .as(member)
                    .isInstanceOf(InvalidJwtException.class);
        }
    }

    private static String prefixed(String member, String object) {
        return "{" + member + "," + object.substring(1);
    }

    /** Signs this JSON, which a JSON library would not write. */
    private static String signed(String header, String payload) {
        String text = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEY.getPrivateKey());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "typ=Bearer, typ, Bearer, true",
        "typ=Bearer, typ, ID, false",
        "typ=Bearer, other, Bearer, false",
        "typ=Bearer|DPoP, typ, DPoP, true",
        "typ=Bearer|DPoP, typ, ID, false",
        "scp=read, scp, write read, true",
        "scp=read, scp, reader, false"
    })
    void token_type_jwt_needs_the_configured_claim(String required, String claim, String value, boolean accepted) {
        IssuerTokens tokens = tokens(Map.of("app.issuer.token-type", "JWT", "app.issuer.token-claims", required));
        JwtClaims claims = claims();
        claims.setClaim(claim, value);
        String token = signed(claims, jws -> jws.setHeader("typ", "JWT"));
        if (accepted) {
            assertThatCode(() -> tokens.accessToken(token, Instant.now())).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> tokens.accessToken(token, Instant.now())).isInstanceOf(InvalidJwtException.class);
        }
    }

    @Test
    void sessions_of_other_users_issuers_and_logins_have_other_ids() throws InvalidJwtException {
        UUID session = login(Map.of(), claims -> {}).session();
        assertThat(login(Map.of(), claims -> claims.setClaim("auth_time", in(-9)))
                        .session())
                .isEqualTo(session);
        assertThat(session.version()).isEqualTo(8);
        assertThat(session.variant()).isEqualTo(2);
        assertThat(login(Map.of(), claims -> claims.setSubject("bob")).session())
                .isNotEqualTo(session);
        assertThat(login(Map.of(), claims -> claims.setClaim("sid", "session-2"))
                        .session())
                .isNotEqualTo(session);
        assertThat(login(Map.of(), claims -> claims.setSubject("alice7:session"))
                        .session())
                .isNotEqualTo(session);
    }

    /** As an administrator may link it. */
    @Test
    void length_of_a_subject_is_counted_in_code_points() {
        assertThatCode(() -> login(Map.of(), claims -> claims.setSubject("😀".repeat(255))))
                .doesNotThrowAnyException();
    }

    @Test
    void login_without_sid_is_identified_by_its_time_or_else_by_its_token() throws InvalidJwtException {
        long at = in(-9);
        Consumer<JwtClaims> timed = claims -> {
            claims.unsetClaim("sid");
            claims.setClaim("auth_time", at);
        };
        assertThat(login(Map.of(), timed).session())
                .isEqualTo(login(Map.of(), timed).session());
        Consumer<JwtClaims> bare = claims -> {
            claims.unsetClaim("sid");
            claims.unsetClaim("auth_time");
            claims.setClaim("iat", at);
            claims.setClaim("exp", at + 300);
            claims.setJwtId("token-1");
        };
        // The two tokens differ by their signatures, which contain a random number.
        assertThat(login(Map.of(), bare).session())
                .isEqualTo(login(Map.of(), bare).session());
        assertThat(login(Map.of(), bare.andThen(claims -> claims.setJwtId("token-2")))
                        .session())
                .isNotEqualTo(login(Map.of(), bare).session());
    }

    @Test
    void authentication_time_counts_only_with_an_accepted_acr_and_before_the_token() throws InvalidJwtException {
        Map<String, String> strong = Map.of("app.issuer.recent-login-acr", "silver,gold");
        assertThat(login(Map.of(), claims -> {}).authenticatedAt()).isAfter(Instant.EPOCH);
        assertThat(login(strong, claims -> {}).authenticatedAt()).isEqualTo(Instant.EPOCH);
        assertThat(login(strong, claims -> claims.setClaim("acr", "bronze")).authenticatedAt())
                .isEqualTo(Instant.EPOCH);
        assertThat(login(strong, claims -> claims.setClaim("acr", "gold")).authenticatedAt())
                .isAfter(Instant.EPOCH);
        assertThat(login(Map.of(), claims -> claims.setClaim("auth_time", in(100)))
                        .authenticatedAt())
                .isEqualTo(Instant.EPOCH);
        assertThat(login(Map.of(), claims -> claims.setClaim("auth_time", "now"))
                        .authenticatedAt())
                .isEqualTo(Instant.EPOCH);
    }

    @Test
    void role_comes_from_the_first_matching_row_of_the_table_only() throws InvalidJwtException {
        Map<String, String> flat =
                Map.of("app.issuer.role-claim", "groups", "app.issuer.roles", "admin:boss,editor:w:1");
        assertThat(login(flat, claims -> {}).role()).isNull();
        assertThat(login(flat, claims -> claims.setClaim("groups", List.of("admin", "editor")))
                        .role())
                .isNull();
        assertThat(login(flat, claims -> claims.setClaim("groups", List.of("w:1")))
                        .role())
                .isEqualTo("editor");
        assertThat(login(flat, claims -> claims.setClaim("groups", List.of("w:1", "boss")))
                        .role())
                .isEqualTo("admin");
        assertThat(login(flat, claims -> claims.setClaim("groups", "boss")).role())
                .isEqualTo("admin");
        assertThat(login(flat, claims -> claims.setClaim("groups", Map.of("boss", 1)))
                        .role())
                .isNull();
        Map<String, String> nested =
                Map.of("app.issuer.role-claim", "/realm_access/roles", "app.issuer.roles", "admin:boss");
        assertThat(login(nested, claims -> claims.setClaim("realm_access", Map.of("roles", List.of("boss"))))
                        .role())
                .isEqualTo("admin");
        assertThat(login(nested, claims -> claims.setClaim("roles", List.of("boss")))
                        .role())
                .isNull();
    }

    @Test
    void email_address_counts_only_when_the_issuer_has_verified_it() throws InvalidJwtException {
        assertThat(login(Map.of(), claims -> claims.setClaim("email", "a@example.com"))
                        .email())
                .isNull();
        assertThat(login(Map.of(), claims -> {
                            claims.setClaim("email", "a@example.com");
                            claims.setClaim("email_verified", "true");
                        })
                        .email())
                .isNull();
        assertThat(login(Map.of(), claims -> {
                            claims.setClaim("email", "a@example.com");
                            claims.setClaim("email_verified", true);
                        })
                        .email())
                .isEqualTo("a@example.com");
    }

    private static JwtClaims logout() {
        JwtClaims claims = claims();
        claims.unsetClaim("auth_time");
        claims.setJwtId("1");
        claims.setClaim("events", Map.of(LOGOUT, Map.of()));
        return claims;
    }

    private static boolean ends(Consumer<JwtClaims> change, String type) {
        JwtClaims claims = logout();
        change.accept(claims);
        return tokens(Map.of())
                .logoutToken(signed(claims, jws -> jws.setHeader("typ", type)), Instant.now())
                .isPresent();
    }

    @Test
    void only_a_logout_token_for_this_service_ends_sessions() {
        assertThat(ends(claims -> {}, "logout+jwt")).isTrue();
        assertThat(ends(claims -> {}, "JWT")).isTrue();
        assertThat(ends(claims -> {}, "at+jwt")).isFalse();
        assertThat(ends(claims -> claims.unsetClaim("events"), "logout+jwt")).isFalse();
        assertThat(ends(claims -> claims.setClaim("events", Map.of(LOGOUT, "x")), "logout+jwt"))
                .isFalse();
        assertThat(ends(claims -> claims.setClaim("events", LOGOUT), "logout+jwt"))
                .isFalse();
        assertThat(ends(claims -> claims.setClaim("events", List.of(LOGOUT)), "logout+jwt"))
                .isFalse();
        assertThat(ends(claims -> claims.setClaim("exp", in(1_200)), "logout+jwt"))
                .as("lives too long")
                .isFalse();
        assertThat(ends(claims -> lives(claims, -400, 201), "logout+jwt"))
                .as("lives too long since its issue")
                .isFalse();
        assertThat(ends(claims -> claims.setClaim("iat", in(-700)), "logout+jwt"))
                .as("too old")
                .isFalse();
        assertThat(ends(claims -> claims.setClaim("nonce", "x"), "logout+jwt")).isFalse();
        assertThat(ends(claims -> claims.unsetClaim("jti"), "logout+jwt")).isFalse();
        assertThat(ends(claims -> claims.setAudience("other"), "logout+jwt")).isFalse();
        assertThat(ends(claims -> claims.setIssuer("other"), "logout+jwt")).isFalse();
        assertThat(ends(claims -> claims.setClaim("exp", in(-60)), "logout+jwt"))
                .isFalse();
        assertThat(ends(
                        claims -> {
                            claims.unsetClaim("sid");
                            claims.unsetClaim("sub");
                        },
                        "logout+jwt"))
                .isFalse();
    }

    @Test
    void logout_token_gets_503_while_no_keys_are_known() {
        IssuerKeys none = keys(Map.of(), () -> {
            throw new InvalidIssuerResponse("no keys");
        });
        IssuerTokens tokens = new IssuerTokens(config(Map.of()), none);
        String token = signed(logout(), jws -> jws.setHeader("typ", "logout+jwt"));
        assertThatThrownBy(() -> tokens.logoutToken(token, Instant.now()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        none.stop(null);
    }

    private static KeySet keySet(PublicJsonWebKey key) {
        return KeySet.of(
                IssuerJson.object(TestIssuer.keySet(key).getBytes(StandardCharsets.UTF_8)),
                Set.of(JwsAlgorithm.values()));
    }

    /** The issuer sends a refused token again only when the response says that a retry may succeed. */
    @Test
    void logout_token_with_a_new_key_gets_503_during_the_pause_after_an_invented_key_id() {
        AtomicLong time = new AtomicLong();
        AtomicReference<PublicJsonWebKey> published = new AtomicReference<>(KEY);
        IssuerKeys keys = keys(Map.of(), () -> keySet(published.get()), time::get);
        keys.read();
        IssuerTokens tokens = new IssuerTokens(config(Map.of()), keys);
        String invented = signed(logout(), jws -> {
            jws.setHeader("typ", "logout+jwt");
            jws.setKeyIdHeaderValue("invented");
        });
        assertThat(tokens.logoutToken(invented, Instant.now())).isEmpty();
        PublicJsonWebKey next = TestIssuer.newKey();
        published.set(next);
        String token = TestIssuer.signed(
                logout(), next.getKeyId(), next.getPrivateKey(), "ES256", jws -> jws.setHeader("typ", "logout+jwt"));
        time.set(Duration.ofSeconds(4).toNanos());
        assertThatThrownBy(() -> tokens.logoutToken(token, Instant.now()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                    assertThat(problem.headers()).containsEntry("Retry-After", "6");
                });
        time.set(Duration.ofSeconds(10).toNanos());
        assertThat(tokens.logoutToken(token, Instant.now())).isPresent();
        keys.stop(null);
    }

    @Test
    void logout_token_with_a_new_key_gets_503_when_the_reading_for_it_fails() {
        AtomicLong time = new AtomicLong();
        AtomicReference<PublicJsonWebKey> published = new AtomicReference<>(KEY);
        IssuerKeys keys = keys(
                Map.of(),
                () -> {
                    if (published.get() == null) {
                        throw new InvalidIssuerResponse("status 500");
                    }
                    return keySet(published.get());
                },
                time::get);
        keys.read();
        IssuerTokens tokens = new IssuerTokens(config(Map.of()), keys);
        PublicJsonWebKey next = TestIssuer.newKey();
        String token = TestIssuer.signed(
                logout(), next.getKeyId(), next.getPrivateKey(), "ES256", jws -> jws.setHeader("typ", "logout+jwt"));
        published.set(null);
        assertThatThrownBy(() -> tokens.logoutToken(token, Instant.now()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                    assertThat(problem.headers()).containsEntry("Retry-After", "10");
                });
        published.set(next);
        time.set(Duration.ofSeconds(10).toNanos());
        assertThat(tokens.logoutToken(token, Instant.now())).isPresent();
        keys.stop(null);
    }

    @Test
    @Timeout(30)
    void no_more_than_four_logout_tokens_wait_for_a_slow_issuer() {
        CountDownLatch answered = new CountDownLatch(1);
        IssuerKeys slow = keys(Map.of(), () -> {
            await(answered);
            throw new InvalidIssuerResponse("no keys");
        });
        IssuerTokens tokens = new IssuerTokens(config(Map.of()), slow);
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 20)
                .mapToObj(i -> Parallel.begin(() -> refused(tokens, refused)))
                .toList();
        Eventually.within(Duration.ofSeconds(20), () -> assertThat(refused).hasValue(16));
        assertThat(calls.stream().filter(call -> !call.isDone())).hasSize(4);
        answered.countDown();
        calls.forEach(CompletableFuture::join);
        slow.stop(null);
    }

    private static int refused(IssuerTokens tokens, AtomicInteger refused) {
        String token = signed(logout(), jws -> jws.setHeader("typ", "logout+jwt"));
        assertThatThrownBy(() -> tokens.logoutToken(token, Instant.now())).isInstanceOf(Problem.class);
        return refused.incrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void logout_token_names_the_login_of_the_access_token() throws InvalidJwtException {
        LogoutToken token = tokens(Map.of())
                .logoutToken(signed(logout(), jws -> jws.setHeader("typ", "logout+jwt")), Instant.now())
                .orElseThrow();
        IssuerLogin login = login(Map.of(), claims -> {});
        assertThat(token.loginHash()).isEqualTo(login.loginHash());
        assertThat(token.subjectHash()).isEqualTo(login.subjectHash());
    }
}
