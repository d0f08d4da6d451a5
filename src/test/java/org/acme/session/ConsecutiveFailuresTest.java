package org.acme.session;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.security.authentication.Client;
import org.acme.session.ConsecutiveFailures.Counted;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class ConsecutiveFailuresTest {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final String NEW_PASSWORD = "a password anew";

    @Inject
    LoginThrottle throttle;

    @Inject
    ConsecutiveFailures failures;

    @Inject
    SecondFactor secondFactor;

    private Actor alice;
    private EmailAddress email;

    @BeforeEach
    void createAccount() {
        alice = Actors.editor();
        email = EmailAddress.of(alice.email());
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private Response from(String program, String password) {
        return from(program, password, null);
    }

    private Response from(String program, String password, String otp) {
        EmptyWindows.letThemPass();
        MovableTime.forward(LONGEST_WAIT);
        Map<String, String> login = new HashMap<>(Map.of("email", alice.email(), "password", password));
        if (otp != null) {
            login.put("otp", otp);
        }
        return Challenges.answering(challenge -> {
            login.put("challenge", challenge == null ? "" : challenge);
            return Actors.anonymous()
                    .contentType("application/json")
                    .header("User-Agent", program)
                    .body(login)
                    .post("/auth/login");
        });
    }

    /** Records failures after their wait, without hashing a password. */
    private void fail(int times, String program) {
        for (int i = 0; i < times; i++) {
            MovableTime.forward(LONGEST_WAIT);
            assertThat(throttle.begin(email, new Client("127.0.0.1", program)).admitted())
                    .as("attempt %s", i)
                    .isTrue();
        }
    }

    @Test
    void right_password_is_rejected_like_a_wrong_one_after_100_consecutive_failures() {
        fail(99, "Stranger");
        Response last = from("Stranger", "not the password");
        Response right = from("Stranger", Actors.PASSWORD);
        assertProblem(right, 401, "invalid-credentials");
        assertThat(indistinguishable(right)).isEqualTo(indistinguishable(last));
        assertThat(indistinguishable(from("Another", Actors.PASSWORD))).isEqualTo(indistinguishable(last));
    }

    @Test
    void hundredth_login_attempt_still_succeeds_and_resets_the_count() {
        fail(99, "Stranger");
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(200);
        fail(99, "Another");
        assertThat(from("Another", Actors.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void owner_logs_in_from_a_known_device_after_attackers_caused_100_failures() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        fail(100, "Stranger");
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(from("Stranger", Actors.PASSWORD).statusCode())
                .as("a known device does not admit others")
                .isEqualTo(401);
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void known_device_is_admitted_for_100_more_failures() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        fail(100, "Stranger");
        fail(100, "Phone of Alice");
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void logins_in_two_steps_from_a_known_device_do_not_lock_out_the_owner() {
        Authenticator authenticator = Authenticator.enrolledBy(Actors.again(alice));
        MovableTime.stop();
        String code = authenticator.code((int) LONGEST_WAIT.dividedBy(Duration.ofSeconds(30)));
        assertThat(from("Phone of Alice", Actors.PASSWORD, code).statusCode()).isEqualTo(200);
        fail(100, "Stranger");
        assertProblem(from("Phone of Alice", Actors.PASSWORD), 401, "otp-required");
        assertThat(consecutiveFailures()).isEqualTo("100");
    }

    @Test
    void password_reset_admits_every_device_again() {
        fail(100, "Stranger");
        resetPassword();
        assertThat(Actors.logIn(alice.email(), NEW_PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void password_change_admits_every_device_again() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        fail(100, "Stranger");
        MovableTime.backToToday();
        Actors.anonymous()
                .contentType("application/json")
                .header("Authorization", "Bearer " + alice.token())
                .header("User-Agent", "Phone of Alice")
                .body(Map.of("currentPassword", Actors.PASSWORD, "newPassword", NEW_PASSWORD))
                .post("/users/me/password")
                .then()
                .statusCode(204);
        assertThat(from("Another", NEW_PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void attempt_without_a_decision_is_not_taken_back_after_a_success_has_cleared_it() {
        List<Counted> undecided = Parallel.times(5, () -> failures.count(email, false));
        failures.succeeded(alice.id(), failures.count(email, false));
        undecided.forEach(attempt -> failures.takeBack(email, attempt));
        fail(100, "Stranger");
        MovableTime.forward(LONGEST_WAIT);
        assertThat(throttle.begin(email, new Client("127.0.0.1", "Stranger")).admitted())
                .isFalse();
    }

    @Test
    void login_that_began_before_a_password_reset_forgives_no_failures_after_it() {
        fail(97, "Stranger");
        Counted undecided = failures.count(email, false);
        Counted old = failures.count(email, false);
        failures.clearFailures(alice.id());
        fail(1, "Stranger");
        failures.succeeded(alice.id(), old);
        failures.takeBack(email, undecided);
        fail(99, "Stranger");
        MovableTime.forward(LONGEST_WAIT);
        assertThat(throttle.begin(email, new Client("127.0.0.1", "Stranger")).admitted())
                .isFalse();
    }

    @Test
    void overlapping_logins_from_a_known_device_admit_no_other_devices_after_100_failures() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        fail(100, "Stranger");
        Counted first = failures.count(email, true);
        Counted second = failures.count(email, true);
        failures.succeeded(alice.id(), second);
        failures.succeeded(alice.id(), first);
        assertThat(failures.count(email, false).number()).isZero();
    }

    private void resetPassword() {
        Actors.post("/auth/password-reset", Map.of("email", alice.email(), "challenge", Challenges.solved()))
                .then()
                .statusCode(202);
        Actors.post(
                        "/auth/password-reset/confirm",
                        Map.of("token", MailServer.tokenSentTo(alice.email()), "newPassword", NEW_PASSWORD))
                .then()
                .statusCode(204);
    }

    @Test
    void password_reset_does_not_admit_further_guesses_of_one_time_passwords() {
        Authenticator authenticator = Authenticator.enrolledBy(Actors.again(alice));
        for (int i = 0; i < 100; i++) {
            assertThat(secondFactor.consume(alice.id(), "000000x")).isFalse();
        }
        resetPassword();
        assertProblem(Actors.logIn(alice.email(), NEW_PASSWORD, authenticator.code()), 401, "invalid-credentials");
        String recovery = authenticator.recoveryCodes().get(0);
        assertThat(Actors.logIn(alice.email(), NEW_PASSWORD, recovery).statusCode())
                .isEqualTo(200);
        assertThat(Actors.logIn(alice.email(), NEW_PASSWORD, authenticator.code())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void one_time_password_clears_the_failures_before_it() {
        Authenticator authenticator = Authenticator.enrolledBy(Actors.again(alice));
        for (int step = 0; step < 2; step++) {
            for (int i = 0; i < 99; i++) {
                assertThat(secondFactor.consume(alice.id(), "000000x")).isFalse();
            }
            assertThat(secondFactor.consume(alice.id(), authenticator.code(step)))
                    .isTrue();
        }
    }

    @Test
    void consecutive_failures_do_not_expire() {
        fail(60, "Stranger");
        MovableTime.forward(Duration.ofDays(30));
        throttle.purge();
        fail(40, "Stranger");
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void second_factor_failures_count_as_consecutive_failures() {
        Authenticator authenticator = Authenticator.enrolledBy(Actors.again(alice));
        MovableTime.stop();
        fail(98, "Stranger");
        assertProblem(from("Stranger", Actors.PASSWORD), 401, "otp-required");
        assertProblem(from("Stranger", Actors.PASSWORD, "000000x"), 401, "invalid-credentials");
        MovableTime.forward(LONGEST_WAIT);
        String code = authenticator.code((int) LONGEST_WAIT.dividedBy(Duration.ofSeconds(30)));
        assertProblem(from("Stranger", Actors.PASSWORD, code), 401, "invalid-credentials");
    }

    @Test
    void exactly_100_of_many_parallel_login_attempts_are_admitted() {
        List<Long> numbers =
                Parallel.times(160, () -> failures.count(email, false).number());
        assertThat(numbers).filteredOn(number -> number > 0).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void successful_login_clears_only_failures_that_began_before_it() {
        for (int i = 0; i < 50; i++) {
            failures.count(email, false);
        }
        Counted right = failures.count(email, false);
        for (int i = 0; i < 40; i++) {
            failures.count(email, false);
        }
        failures.succeeded(alice.id(), right);
        failures.succeeded(alice.id(), right);
        List<Long> numbers =
                Parallel.times(100, () -> failures.count(email, false).number());
        assertThat(numbers).filteredOn(number -> number > 0).hasSize(60);
    }

    @Test
    void throttled_login_attempts_do_not_count_as_consecutive_failures() {
        for (int i = 0; i < 300; i++) {
            throttle.begin(email, new Client("127.0.0.1", "Stranger"));
        }
        assertThat(consecutiveFailures()).isEqualTo("5");
    }

    private String consecutiveFailures() {
        return Sql.column("select attempts - forgiven from consecutive_failures where user_id = ?", alice.id())
                .strip();
    }
}
