package org.acme.security.authentication.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the JWT settings. {@code PackagedServiceIT} tests that it stops the start. */
class TokensStartupCheckTest {

    private static final String GOOD = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=";
    private static final String DEV = "cGFsaXNhZGUtZGV2LW1vZGUtc2VjcmV0LW5vdC1mb3ItcHJvZHVjdGlvbg==";

    private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /** Four times {@code changeme}. */
    private static final String REPEATED_WORD = "Y2hhbmdlbWVjaGFuZ2VtZWNoYW5nZW1lY2hhbmdlbWU=";

    private record Settings(
            SigningAlgorithm algorithm,
            Optional<String> secret,
            Optional<String> previousSecret,
            Optional<String> privateKeyLocation,
            Optional<List<String>> verificationKeyLocations,
            Duration tokenExpiry,
            String issuer,
            String audience)
            implements JwtConfig {

        static Settings of(SigningAlgorithm algorithm, String secret, long seconds) {
            return new Settings(
                    algorithm,
                    Optional.ofNullable(secret),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(seconds),
                    "i",
                    "a");
        }

        Settings rotated(String previous) {
            return new Settings(
                    algorithm,
                    secret,
                    Optional.of(previous),
                    privateKeyLocation,
                    verificationKeyLocations,
                    tokenExpiry,
                    issuer,
                    audience);
        }
    }

    private static String refusal(JwtConfig config) {
        return config.refusal(true);
    }

    @Test
    void random_jwt_secret_and_bounded_token_lifetime_are_accepted() {
        assertThat(refusal(Settings.of(SigningAlgorithm.HS256, GOOD, 900))).isNull();
        assertThat(refusal(Settings.of(SigningAlgorithm.HS256, GOOD, 3600))).isNull();
    }

    @Test
    void missing_jwt_secret_is_refused_with_the_command_that_creates_one() {
        assertThat(refusal(Settings.of(SigningAlgorithm.HS256, null, 900)))
                .contains("app.jwt.secret", "APP_JWT_SECRET", "openssl rand -base64 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64 at all, however long it may be", ZEROS, REPEATED_WORD, DEV})
    void guessable_jwt_secret_is_refused(String secret) {
        assertThat(refusal(Settings.of(SigningAlgorithm.HS256, secret, 900))).contains("app.jwt.secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64 at all, however long it may be", ZEROS, REPEATED_WORD, DEV})
    void guessable_previous_jwt_secret_is_refused(String previous) {
        Settings current = Settings.of(SigningAlgorithm.HS256, GOOD, 900);
        assertThat(refusal(current.rotated(previous))).contains("app.jwt.previous-secret", "APP_JWT_PREVIOUS_SECRET");
        assertThat(refusal(current.rotated(GOOD))).isNull();
        assertThat(current.rotated(DEV).refusal(false)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1", "899", "3601", "86400"})
    void token_lifetime_out_of_bounds_is_refused(long seconds) {
        assertThat(refusal(Settings.of(SigningAlgorithm.HS256, GOOD, seconds))).contains("app.jwt.token-expiry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EDDSA"})
    void asymmetric_jwt_algorithm_without_a_private_key_is_refused(SigningAlgorithm algorithm) {
        assertThat(refusal(Settings.of(algorithm, GOOD, 900))).contains("app.jwt.private-key-location");
    }

    @ParameterizedTest
    @CsvSource({
        "HS256, true, false, false, app.jwt.private-key-location",
        "HS256, false, true, false, app.jwt.verification-key-locations",
        "RS256, true, false, true, app.jwt.previous-secret",
        "ES256, true, true, true, app.jwt.previous-secret",
        "EDDSA, true, true, true, app.jwt.previous-secret",
        "HS256, false, false, true, ''",
        "RS256, true, true, false, ''",
        "ES256, true, false, false, ''"
    })
    void jwt_setting_without_effect_on_the_algorithm_is_refused(
            SigningAlgorithm algorithm, boolean privateKey, boolean verificationKeys, boolean previous, String named) {
        JwtConfig config = new Settings(
                algorithm,
                Optional.of(GOOD),
                Optional.of(GOOD).filter(secret -> previous),
                Optional.of("key.pem").filter(file -> privateKey),
                Optional.of(List.of("next.pem")).filter(files -> verificationKeys),
                Duration.ofSeconds(900),
                "i",
                "a");
        for (boolean production : List.of(true, false)) {
            if (named.isEmpty()) {
                assertThat(config.refusal(production)).isNull();
            } else {
                assertThat(config.refusal(production)).contains(named, "no effect with " + algorithm.jose());
            }
        }
    }

    @Test
    void dev_mode_may_use_its_own_jwt_secret() {
        assertThat(Settings.of(SigningAlgorithm.HS256, DEV, 60).refusal(false)).isNull();
    }
}
