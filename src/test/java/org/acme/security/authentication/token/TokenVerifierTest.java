package org.acme.security.authentication.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.acme.fixture.Configured;
import org.acme.security.authentication.AccessTokens;
import org.acme.security.authentication.TokenKeys;
import org.acme.security.issuer.IssuerFixture;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies HS256 tokens that differ from the service's own in one respect, without Quarkus. */
class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String SECRET = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    private static final UUID USER = UUID.randomUUID();
    private static final UUID SESSION = UUID.randomUUID();

    private final JwtConfig config = Configured.of(JwtConfig.class, Map.of("app.jwt.secret", SECRET));
    private final TokenKeys keys = new TokenKeys(config);
    private final TokenVerifier verifier = verifierAt(NOW);

    private TokenVerifier verifierAt(Instant now) {
        return new TokenVerifier(
                config,
                keys,
                IssuerFixture.own(), // external-issuer-only
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private String token(BiConsumer<JwtClaims, JsonWebSignature> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("palisade");
        claims.setAudience("palisade-api");
        claims.setSubject(USER.toString());
        claims.setJwtId("one");
        claims.setClaim("sid", SESSION.toString());
        claims.setClaim("auth_time", NOW.getEpochSecond());
        claims.setIssuedAt(at(0));
        claims.setExpirationTime(at(3_600));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", AccessTokens.TYPE);
        jws.setKeyIdHeaderValue(keys.signingId());
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKey(keys.signing());
        change.accept(claims, jws);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NumericDate at(long seconds) {
        return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
    }

    private String with(Consumer<JwtClaims> change) {
        return token((claims, jws) -> change.accept(claims));
    }

    private String withHeader(Consumer<JsonWebSignature> change) {
        return token((claims, jws) -> change.accept(jws));
    }

    private void assertRefused(String token, int reason) {
        assertThatThrownBy(() -> verifier.parse(token, null))
                .isInstanceOf(ParseException.class)
                .hasMessage("token rejected, reasons [" + reason + "]");
    }

    private void assertRefused(String token, String message) {
        assertThatThrownBy(() -> verifier.parse(token, null))
                .isInstanceOf(ParseException.class)
                .hasMessage(message);
    }

    private SessionToken accepted(String token) throws ParseException {
        return (SessionToken) verifier.parse(token, null);
    }

    @Test
    void token_as_the_service_issues_it_names_user_session_and_login() throws Exception {
        SessionToken token = accepted(with(claims -> {}));
        assertThat(token.user()).isEqualTo(USER);
        assertThat(token.session()).isEqualTo(SESSION);
        assertThat(token.authenticatedAt()).isEqualTo(NOW);
        assertThat(token.key()).isNull();
        assertThat(token.login()).isNull(); // external-issuer-only
    }

    @Test
    void key_id_does_not_disclose_the_secret_from_which_other_keys_are_derived() {
        assertThat(keys.signingId()).matches("[0-9a-f]{16}");
        assertThat(keys.bytes()).isEqualTo(Base64.getDecoder().decode(SECRET));
        assertThat(HexFormat.of().formatHex(keys.bytes())).doesNotContain(keys.signingId());
    }

    @Test
    void token_without_auth_time_counts_as_a_login_long_ago() throws Exception {
        assertThat(accepted(with(claims -> claims.unsetClaim("auth_time"))).authenticatedAt())
                .isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "iss, " + ErrorCodes.ISSUER_MISSING,
        "aud, " + ErrorCodes.AUDIENCE_MISSING,
        "sub, " + ErrorCodes.SUBJECT_MISSING,
        "jti, " + ErrorCodes.JWT_ID_MISSING,
        "exp, " + ErrorCodes.EXPIRATION_MISSING,
        "iat, " + ErrorCodes.ISSUED_AT_MISSING
    })
    void token_without_a_required_claim_is_refused(String claim, int reason) {
        assertRefused(with(claims -> claims.unsetClaim(claim)), reason);
    }

    @Test
    void token_of_another_issuer_audience_type_or_key_is_refused() {
        assertRefused(with(claims -> claims.setIssuer("Palisade")), ErrorCodes.ISSUER_INVALID);
        assertRefused(with(claims -> claims.setAudience("another-api")), ErrorCodes.AUDIENCE_INVALID);
        assertRefused(withHeader(jws -> jws.setHeader("typ", "JWT")), ErrorCodes.TYPE_INVALID);
        assertRefused(withHeader(jws -> jws.setKeyIdHeaderValue("another")), ErrorCodes.MISCELLANEOUS);
        assertRefused(
                withHeader(jws -> jws.setKey(new SharedSecret("A".repeat(44)).key())), ErrorCodes.SIGNATURE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "sid"})
    void token_whose_user_or_session_is_no_id_is_refused(String claim) {
        assertRefused(with(claims -> claims.setClaim(claim, "alice")), "token without a valid " + claim);
    }

    @Test
    void bound_token_names_the_key_and_other_bindings_are_refused() throws Exception {
        assertThat(accepted(with(claims -> claims.setClaim("cnf", Map.of("jkt", "thumbprint"))))
                        .key())
                .isEqualTo("thumbprint");
        for (Object other : new Object[] {"jkt", Map.of(), Map.of("jkt", 1), Map.of("jkt", "a", "kid", "b")}) {
            assertRefused(with(claims -> claims.setClaim("cnf", other)), "token without a valid cnf");
        }
    }

    @Test
    void token_expires_after_its_lifetime_and_a_clock_difference_of_thirty_seconds() throws Exception {
        accepted(with(claims -> lived(claims, -29)));
        assertRefused(with(claims -> lived(claims, -30)), ErrorCodes.EXPIRED);
    }

    private static void lived(JwtClaims claims, long expiry) {
        claims.setIssuedAt(at(-600));
        claims.setExpirationTime(at(expiry));
    }

    @Test
    void token_from_the_future_is_accepted_within_the_clock_difference_only() throws Exception {
        accepted(with(claims -> claims.setIssuedAt(at(30))));
        assertRefused(with(claims -> claims.setIssuedAt(at(31))), ErrorCodes.ISSUED_AT_INVALID_FUTURE);
    }

    @Test
    void token_older_than_the_configured_lifetime_is_refused_whatever_its_expiry_says() throws Exception {
        accepted(with(claims -> claims.setIssuedAt(at(-3_630))));
        assertRefused(with(claims -> claims.setIssuedAt(at(-3_631))), ErrorCodes.ISSUED_AT_INVALID_PAST);
        accepted(with(claims -> claims.setExpirationTime(at(61 * 60))));
        assertRefused(with(claims -> claims.setExpirationTime(at(62 * 60))), ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "%s.", ".%s", "%s=", " %s", "%s\n"})
    void token_in_another_spelling_than_the_compact_serialization_is_refused(String spelling) {
        assertRefused(spelling.replace("%s", with(claims -> {})), "token rejected: not in compact serialization");
    }

    @Test
    void verified_token_is_cached_until_it_expires() throws Exception {
        String token = with(claims -> {});
        assertThat(verifier.cached(token)).isNull();
        SessionToken verified = accepted(token);
        assertThat(verifier.cached(token)).isSameAs(verified);
        assertThat(accepted(token)).isSameAs(verified);
    }

    @Test
    void cached_token_is_verified_again_at_its_expiry_or_greatest_age_and_after_the_clock_went_back() throws Exception {
        String token = with(claims -> claims.setExpirationTime(at(60)));
        String older = with(claims -> claims.setIssuedAt(at(-3_590)));
        VerifiedTokens cache = new VerifiedTokens(config.tokenExpiry());
        cache.add(token, verifier.verify(token, NOW), NOW);
        cache.add(older, verifier.verify(older, NOW), NOW);
        assertThat(cache.find(token, NOW)).isNotNull();
        assertThat(cache.find(token, NOW.plusSeconds(59))).isNotNull();
        assertThat(cache.find(token, NOW.plusSeconds(60))).isNull();
        assertThat(cache.find(token, NOW.minusNanos(1))).isNull();
        assertThat(cache.find(older, NOW.plusSeconds(9))).isNotNull();
        assertThat(cache.find(older, NOW.plusSeconds(10))).isNull();
    }
}
