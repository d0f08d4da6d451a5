package org.acme.mfa;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Keysets;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.security.crypto.Reencryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SecondFactorTest {

    @Inject
    Reencryption reencryption;

    private Actor alice;

    @BeforeEach
    void createAccount() {
        alice = Actors.editor();
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private int logIn(String otp) {
        EmptyWindows.letThemPass();
        return Actors.logIn(alice.email(), PASSWORD, otp).statusCode();
    }

    @Test
    void enrolment_returns_a_secret_its_uri_and_ten_recovery_codes() {
        Response enrolment = alice.post("/users/me/totp", "");
        assertThat(enrolment.<String>path("secret")).matches("[A-Z2-7]{32}");
        assertThat(enrolment.<String>path("otpauthUri"))
                .startsWith("otpauth://totp/Palisade:")
                .contains("secret=" + enrolment.<String>path("secret"));
        assertThat(enrolment.<List<String>>path("recoveryCodes"))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .as("128 bits in base32")
                .allMatch(code -> code.matches("[A-Z2-7]{26}"));
    }

    @Test
    void authenticator_secret_under_an_older_key_is_due_for_re_encryption() {
        Authenticator.enrolledBy(alice);
        assertThat(reencryption.reencrypt(TotpService.secrets())).isZero();

        String stored = Sql.column("select secret from totp where user_id = ?", alice.id())
                .strip();
        Sql.run("update totp set secret = ? where user_id = ?", Keysets.withoutKey(stored), alice.id());
        try (LogLines log = LogLines.of(Reencryption.class.getName())) {
            assertThat(reencryption.reencrypt(TotpService.secrets())).isZero();
            assertThat(log.lines()).singleElement().asString().contains("1 fields of totp ");
        }
        Sql.run("delete from totp where user_id = ?", alice.id());
    }

    @Test
    void second_factor_is_not_required_before_its_confirmation() {
        Authenticator pending = Authenticator.pendingOf(alice);
        assertThat(logIn(null)).isEqualTo(200);
        assertProblem(alice.post("/users/me/totp/confirm", Map.of("otp", "000000x")), 400, "validation-failed");
        assertThat(alice.get("/users/me").<Boolean>path("mfaEnabled")).isFalse();
        alice.post("/users/me/totp/confirm", Map.of("otp", pending.code()))
                .then()
                .statusCode(204);
        assertThat(alice.get("/users/me").<Boolean>path("mfaEnabled")).isTrue();
    }

    @Test
    void enabling_the_second_factor_ends_the_other_sessions_of_the_account() {
        Response login = Actors.logIn(alice.email(), PASSWORD);
        Authenticator.enrolledBy(alice);
        assertThat(Sql.column("select count(*) from sessions where user_id = ? and revoked_at is null", alice.id())
                        .strip())
                .isEqualTo("1");
        assertProblem(
                Actors.post("/auth/refresh", Map.of("refreshToken", login.path("refreshToken"))),
                401,
                "invalid-credentials");
        assertThat(alice.get("/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void one_time_password_that_confirmed_the_enrolment_is_not_accepted_at_login() {
        MovableTime.stop();
        Authenticator pending = Authenticator.pendingOf(alice);
        alice.post("/users/me/totp/confirm", Map.of("otp", pending.code()))
                .then()
                .statusCode(204);
        assertThat(logIn(pending.code())).isEqualTo(401);
        assertThat(logIn(pending.code(1))).isEqualTo(200);
    }

    @Test
    void login_requires_the_one_time_password_after_enrolment() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        assertProblem(Actors.logIn(alice.email(), PASSWORD), 401, "otp-required");
        assertProblem(Actors.logIn(alice.email(), PASSWORD, "123"), 401, "invalid-credentials");
        assertProblem(
                Actors.logIn(alice.email(), "not the password", authenticator.code()), 401, "invalid-credentials");
        assertThat(logIn(authenticator.code())).isEqualTo(200);
    }

    @Test
    void wrong_password_does_not_reveal_that_a_second_factor_is_enrolled() {
        Authenticator.enrolledBy(alice);
        assertProblem(Actors.logIn(alice.email(), "not the password"), 401, "invalid-credentials");
    }

    @Test
    void one_time_password_is_accepted_one_step_early_or_late() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        MovableTime.stop();
        MovableTime.forward(Duration.ofMinutes(5));
        assertThat(logIn(authenticator.code(-2))).isEqualTo(401);
        assertThat(logIn(authenticator.code(2))).isEqualTo(401);
        assertThat(logIn(authenticator.code(-1))).isEqualTo(200);
        assertThat(logIn(authenticator.code(1))).isEqualTo(200);
    }

    @Test
    void one_time_password_in_non_ascii_digits_is_rejected() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        Instant now = Arc.container().instance(Clock.class).get().instant();
        for (String language : List.of("ar-EG", "fa-IR", "th-TH-u-nu-thai", "en-u-nu-fullwide")) {
            String localised = authenticator.codeAt(now, Locale.forLanguageTag(language));
            assertThat(localised).isNotEqualTo(authenticator.code());
            assertThat(logIn(localised)).as(language).isEqualTo(401);
            Sql.run("delete from login_failures");
        }
        for (String text :
                List.of("??????", "+12345", "-12345", "12345.", "0x1234", "1e0005", "\ufffd".repeat(6), "")) {
            assertThat(logIn(text)).as(text).isEqualTo(401);
            Sql.run("delete from login_failures");
        }
        assertThat(logIn(authenticator.code())).isEqualTo(200);
    }

    @Test
    void one_time_password_is_accepted_once_even_in_parallel() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        String code = authenticator.code();
        List<Integer> statuses = Parallel.times(5, () -> logIn(code));
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    }

    @Test
    void one_time_password_is_rejected_after_a_newer_one_was_used() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        MovableTime.forward(Duration.ofMinutes(5));
        assertThat(logIn(authenticator.code(1))).isEqualTo(200);
        assertThat(logIn(authenticator.code())).isEqualTo(401);
    }

    @Test
    void one_time_password_with_blanks_is_accepted() {
        Authenticator authenticator = Authenticator.pendingOf(alice);
        alice.post("/users/me/totp/confirm", Map.of("otp", spaced(authenticator.code())))
                .then()
                .statusCode(204);
        MovableTime.forward(Duration.ofSeconds(30));
        assertThat(logIn(" " + spaced(authenticator.code()) + " ")).isEqualTo(200);
        MovableTime.forward(Duration.ofSeconds(30));
        alice.post("/auth/reauthenticate", Map.of("password", PASSWORD, "otp", spaced(authenticator.code())))
                .then()
                .statusCode(200);
    }

    private static String spaced(String code) {
        return code.substring(0, 3) + " " + code.substring(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "\t", "\n", ".", "\u00a0", "\u2009", "\u200b", "+"})
    void one_time_password_with_separators_other_than_blanks_is_rejected(String separator) {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        assertThat(logIn(spaced(authenticator.code()).replace(" ", separator))).isEqualTo(401);
    }

    @Test
    void recovery_code_replaces_the_one_time_password_once() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        String code = authenticator.recoveryCodes().get(0);
        List<Integer> statuses = Parallel.times(4, () -> logIn(code));
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(logIn(authenticator.recoveryCodes().get(1).toLowerCase(Locale.ROOT)))
                .isEqualTo(200);
    }

    /** Functions that return the same code in another accepted spelling. */
    static Stream<UnaryOperator<String>> acceptedSpellings() {
        return Stream.of(
                code -> code.toLowerCase(Locale.ROOT),
                code -> code.replaceAll("(.{4})", "$1 "),
                code -> code.replaceAll("(.{4})", "$1-").toLowerCase(Locale.ROOT),
                code -> " " + code + " ");
    }

    @ParameterizedTest
    @MethodSource("acceptedSpellings")
    void recovery_code_in_lower_case_with_blanks_or_hyphens_is_accepted(UnaryOperator<String> spelling) {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        assertThat(logIn(spelling.apply(authenticator.recoveryCodes().get(0)))).isEqualTo(200);
    }

    @Test
    void recovery_code_of_another_account_is_rejected_and_stays_usable_for_its_owner() {
        Authenticator.enrolledBy(alice);
        Actor mallory = Actors.editor();
        String code = Authenticator.enrolledBy(mallory).recoveryCodes().get(0);
        assertThat(logIn(code)).isEqualTo(401);
        assertThat(Actors.logIn(mallory.email(), PASSWORD, code).statusCode()).isEqualTo(200);
    }

    @Test
    void authenticators_of_two_accounts_have_different_secrets_and_codes() {
        MovableTime.stop();
        Authenticator own = Authenticator.enrolledBy(alice);
        Authenticator other = Authenticator.enrolledBy(Actors.editor());
        assertThat(other.secret()).isNotEqualTo(own.secret());
        assertThat(logIn(other.code(1))).isEqualTo(401);
        assertThat(logIn(own.code(1))).isEqualTo(200);
    }

    /** U+0131, U+017F and U+212A become I, S and K by a change of case; 0 and 1 are not in the Base32 alphabet. */
    @ParameterizedTest
    @ValueSource(strings = {"I\u0131", "S\u017f", "K\u212a", "O0", "I1", "A\uff21"})
    void recovery_code_with_a_lookalike_of_a_base32_letter_is_rejected(String letterAndLookalike) {
        Authenticator.enrolledBy(alice);
        String code = "AIKOSAIKOSAIKOSAIKOSAIKOSA";
        Sql.run("insert into recovery_codes (user_id, hash) values (?, ?)", alice.id(), Tokens.hash(code));
        String letter = letterAndLookalike.substring(0, 1);
        assertThat(logIn(code.replace(letter, letterAndLookalike.substring(1)))).isNotEqualTo(200);
        assertThat(logIn(code)).isEqualTo(200);
    }

    @Test
    void failed_one_time_passwords_are_throttled_like_failed_passwords() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("00000" + i)).isEqualTo(401);
        }
        assertThat(logIn(authenticator.code())).isEqualTo(401);
    }

    @Test
    void totp_secrets_and_recovery_codes_are_not_stored_in_plain_text() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        assertThat(Sql.column("select secret from totp")).doesNotContain(authenticator.secret());
        assertThat(Sql.column("select hash from recovery_codes"))
                .doesNotContain(authenticator.recoveryCodes().get(0));
    }

    @Test
    void totp_secret_moved_to_another_account_is_useless() {
        Authenticator.enrolledBy(alice);
        Actor mallory = Actors.editor();
        Authenticator known = Authenticator.enrolledBy(mallory);
        Sql.run(
                "update totp set secret = (select secret from totp where user_id = ?) where user_id = ?",
                mallory.id(),
                alice.id());
        assertThat(logIn(known.code())).isEqualTo(500);
    }

    @Test
    void second_factor_must_be_removed_before_a_new_enrolment() {
        Authenticator.enrolledBy(alice);
        assertProblem(alice.post("/users/me/totp", ""), 409, "conflict");
        alice.delete("/users/me/totp").then().statusCode(204);
        assertThat(logIn(null)).isEqualTo(200);
        Authenticator.enrolledBy(alice);
        assertThat(logIn(null)).isEqualTo(401);
    }
}
