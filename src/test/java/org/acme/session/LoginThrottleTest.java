package org.acme.session;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.Problems.indistinguishable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Client;
import org.acme.security.crypto.Pseudonyms;
import org.acme.security.dpop.DpopFixture;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LoginThrottleTest {

    private static final String NEW_PASSWORD = "another good one";

    @Inject
    LoginThrottle throttle;

    @Inject
    Credentials credentials;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    SuspiciousLogins suspicious;

    private Actor alice;

    @BeforeEach
    void createAccount() {
        alice = Actors.editor();
    }

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    private Response guess() {
        return from("Stranger", "not the password");
    }

    private Response from(String program, String password) {
        // Rate limits of accounts and network addresses are not tested here.
        EmptyWindows.letThemPass();
        return Challenges.answering(challenge -> Actors.anonymous()
                .contentType("application/json")
                .header("User-Agent", program)
                .body(Map.of(
                        "email", alice.email(), "password", password, "challenge", challenge == null ? "" : challenge))
                .post("/auth/login"));
    }

    private void guessTimes(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guess().statusCode()).isEqualTo(401);
        }
    }

    @Test
    void right_password_is_rejected_unchecked_after_five_failures() {
        guessTimes(4);
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(200);
        guessTimes(5);
        Response waiting = from("Stranger", Actors.PASSWORD);
        assertProblem(waiting, 401, "invalid-credentials");
        assertThat(indistinguishable(waiting)).isEqualTo(indistinguishable(guess()));
    }

    @Test
    void login_wait_doubles_from_1_minute_up_to_15_minutes() {
        MovableTime.stop();
        guessTimes(5);
        for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
            MovableTime.forward(Duration.ofMinutes(minutes).minusSeconds(2));
            assertThat(from("Stranger", Actors.PASSWORD).statusCode())
                    .as("just before %s minutes", minutes)
                    .isEqualTo(401);
            MovableTime.forward(Duration.ofSeconds(2));
            guessTimes(1);
        }
        MovableTime.forward(Duration.ofMinutes(15));
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void login_wait_ends_15_minutes_after_an_attempt_although_the_clock_was_set_back() {
        MovableTime.stop();
        MovableTime.forward(Duration.ofDays(1));
        guessTimes(5);
        MovableTime.on(Instant.now());
        MovableTime.stop();
        guessTimes(1);
        MovableTime.forward(Duration.ofMinutes(15).minusSeconds(2));
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(401);
        MovableTime.forward(Duration.ofSeconds(2));
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void login_attempts_during_the_wait_do_not_extend_it() {
        guessTimes(5);
        MovableTime.forward(Duration.ofSeconds(30));
        guessTimes(10);
        MovableTime.forward(Duration.ofSeconds(31));
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void owner_logs_in_from_a_known_device_while_an_attacker_guesses() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        guessTimes(5);
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        assertThat(from("Stranger", Actors.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void known_device_has_its_own_login_throttle() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            from("Phone of Alice", "not the password");
        }
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(401);
    }

    @Test
    void device_is_unknown_after_a_new_password_until_its_next_login() {
        assertThat(from("Phone of Alice", Actors.PASSWORD).statusCode()).isEqualTo(200);
        alice.post("/users/me/password", Map.of("currentPassword", Actors.PASSWORD, "newPassword", NEW_PASSWORD))
                .then()
                .statusCode(204);
        guessTimes(5);
        assertProblem(from("Phone of Alice", NEW_PASSWORD), 401, "invalid-credentials");

        MovableTime.forward(Duration.ofSeconds(61));
        assertThat(from("Phone of Alice", NEW_PASSWORD).statusCode()).isEqualTo(200);
        guessTimes(5);
        assertThat(from("Phone of Alice", NEW_PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void parallel_password_guesses_do_not_exceed_the_throttle() {
        Client stranger = new Client("192.0.2.1", "Stranger");
        List<Boolean> admitted = Parallel.times(40, () -> throttle.begin(EmailAddress.of(alice.email()), stranger)
                .admitted());
        assertThat(admitted).filteredOn(admission -> admission).hasSize(5);
    }

    @Test
    void logins_whose_credentials_could_not_be_verified_do_not_count_as_failures() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        try (FailingDatabase failing = FailingDatabase.onUseOf("57P03", List.of("totp"))) {
            for (int i = 0; i < 6; i++) {
                EmptyWindows.letThemPass();
                Response login = Actors.logIn(alice.email(), Actors.PASSWORD, authenticator.code());
                assertProblem(login, 503, "unavailable");
            }
        }
        assertThat(Sql.column("select attempts - forgiven from consecutive_failures where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("0");
        EmptyWindows.letThemPass();
        assertThat(Actors.logIn(alice.email(), Actors.PASSWORD, authenticator.code())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void login_whose_proof_could_not_be_checked_is_neither_counted_nor_recorded_as_failed() {
        Client stranger = new Client("192.0.2.1", "Stranger");
        EmailAddress email = EmailAddress.of(alice.email());
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(
                            () -> credentials.verify(email, Actors.PASSWORD, null, stranger, DpopFixture.unchecked()))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                            .isEqualTo(ProblemCode.DPOP_NONCE_REQUIRED_FOR_TOKENS));
        }
        assertThat(Sql.column("select attempts - forgiven from consecutive_failures where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("0");
        assertThat(Sql.column("select details from audit_events where subject = ?", alice.id()))
                .doesNotContain("proof refused");
    }

    @Test
    void taking_an_attempt_back_admits_one_more() {
        Client stranger = new Client("192.0.2.1", "Stranger");
        EmailAddress email = EmailAddress.of(alice.email());
        LoginThrottle.Attempt attempt = throttle.begin(email, stranger);
        for (int i = 0; i < 4; i++) {
            assertThat(throttle.begin(email, stranger).admitted()).isTrue();
        }
        LoginThrottle.Attempt waiting = throttle.begin(email, stranger);
        assertThat(waiting.admitted()).isFalse();
        throttle.takeBack(waiting);
        assertThat(throttle.begin(email, stranger).admitted()).isFalse();
        throttle.takeBack(attempt);
        assertThat(throttle.begin(email, stranger).admitted()).isTrue();
        assertThat(throttle.begin(email, stranger).admitted()).isFalse();
    }

    @Test
    void failed_logins_from_different_addresses_of_an_ipv6_64_count_together() {
        for (int host = 1; host <= 3; host++) {
            suspicious.failed(new Client("2001:db8:0:1:0:0:0:" + host, "Stranger"));
        }
        EmailAddress account = EmailAddress.of(alice.email());
        assertThat(suspicious.needProofOfWork(account, new Client("2001:db8:0:1:ffff:0:0:4", "Stranger")))
                .isTrue();
        assertThat(suspicious.needProofOfWork(account, new Client("2001:db8:0:2:0:0:0:1", "Stranger")))
                .isFalse();
    }

    @Test
    void failed_logins_of_an_address_require_a_proof_of_work_for_15_minutes_and_are_then_forgotten() {
        Client stranger = new Client("192.0.2.7", "Stranger");
        EmailAddress account = EmailAddress.of(alice.email());
        for (int i = 0; i < 3; i++) {
            suspicious.failed(stranger);
        }
        MovableTime.forward(Duration.ofMinutes(14));
        assertThat(suspicious.needProofOfWork(account, stranger)).isTrue();
        MovableTime.forward(Duration.ofMinutes(2));
        assertThat(suspicious.needProofOfWork(account, stranger)).isFalse();
        suspicious.failed(stranger);
        assertThat(suspicious.needProofOfWork(account, stranger)).isFalse();
    }

    private static Response withoutChallenge(Actor actor, String otp) {
        EmptyWindows.letThemPass();
        Map<String, String> login = new HashMap<>(Map.of("email", actor.email(), "password", Actors.PASSWORD));
        login.put("otp", otp);
        return Actors.post("/auth/login", login);
    }

    @Test
    void right_passwords_without_the_second_factor_lead_to_a_proof_of_work_and_logins_in_two_steps_do_not() {
        Authenticator authenticator = Authenticator.enrolledBy(alice);
        for (String code : authenticator.recoveryCodes().subList(0, 4)) {
            assertProblem(withoutChallenge(alice, null), 401, "otp-required");
            assertThat(withoutChallenge(alice, code).statusCode()).isEqualTo(200);
        }
        for (int i = 0; i < 3; i++) {
            Actor victim = Actors.editor();
            Authenticator.enrolledBy(victim);
            assertProblem(withoutChallenge(victim, null), 401, "otp-required");
            if (i == 1) {
                // A login of the attacker's own account in between does not clear what was counted for the others.
                assertThat(withoutChallenge(alice, authenticator.recoveryCodes().get(4))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
        assertProblem(withoutChallenge(alice, null), 400, "challenge-required");
    }

    /** There are few addresses: a hash without a key would disclose them to readers of a backup. */
    @Test
    void failed_logins_are_stored_without_addresses_that_could_be_guessed() {
        String email = "unknown-" + alice.id() + "@example.com";
        Actors.logIn(email, "not the password");
        assertThat(Sql.column("select account from login_failures").lines())
                .containsExactlyInAnyOrder(
                        pseudonyms.of("failed logins", email), pseudonyms.of("failed logins from", "127.0.0.1"));
    }

    @Test
    void failed_login_to_an_unknown_account_is_counted() {
        Actors.logIn("unknown-" + alice.id() + "@example.com", "not the password");
        assertThat(Sql.column("select count(*) from login_failures").strip())
                .as("one for the unknown account, one for the network address")
                .isEqualTo("2");
    }
}
