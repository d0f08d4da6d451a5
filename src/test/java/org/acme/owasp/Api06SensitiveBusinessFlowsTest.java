package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.problem.Problem;
import org.acme.security.authentication.Client;
import org.acme.security.botdefense.BotDefense;
import org.acme.session.Credentials;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API6")
@QuarkusTest
class Api06SensitiveBusinessFlowsTest {

    @Inject
    BotDefense botDefense;

    @Inject
    Credentials credentials;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    static Response challenge() {
        return Actors.anonymous().get("/auth/challenge");
    }

    static Response reset(String solution) {
        // Rate limits of network addresses are not tested here.
        EmptyWindows.letThemPass();
        Map<String, String> request = new HashMap<>(Map.of("email", UUID.randomUUID() + "@example.com"));
        if (solution != null) {
            request.put("challenge", solution);
        }
        return Actors.post("/auth/password-reset", request);
    }

    @Nested
    class Proof_of_work {

        @Test
        void registration_requires_proof_of_work() {
            Map<String, String> request = Map.of(
                    "email", UUID.randomUUID() + "@example.com", "displayName", "Bot", "password", "a bot's password");
            assertProblem(Actors.post("/auth/register", request), 400, "challenge-required");
        }

        @Test
        void password_reset_requires_proof_of_work() {
            assertProblem(reset(null), 400, "challenge-required");
            assertThat(reset(Challenges.solved()).statusCode()).isEqualTo(202);
        }

        @Test
        void login_requires_proof_of_work_after_three_failures_of_an_account_or_network_address() {
            Actor alice = Actors.editor();
            for (int i = 0; i < 3; i++) {
                assertProblem(logIn(alice.email(), "not the password"), 401, "invalid-credentials");
            }
            assertProblem(logIn(alice.email(), Actors.PASSWORD), 400, "challenge-required");
            assertProblem(logIn("another-user@example.com", "x"), 400, "challenge-required");
            EmptyWindows.letThemPass();
            assertThat(Actors.logIn(alice.email(), Actors.PASSWORD).statusCode())
                    .isEqualTo(200);
        }

        private static Response logIn(String email, String password) {
            return Actors.post("/auth/login", Map.of("email", email, "password", password));
        }
    }

    @Nested
    class Solutions {

        @Test
        void proof_of_work_is_accepted_once_even_in_parallel() {
            String solution = Challenges.solved();
            List<Integer> statuses = Parallel.times(5, () -> reset(solution).statusCode());
            assertThat(statuses).filteredOn(status -> status == 202).hasSize(1);
            assertProblem(reset(solution), 400, "challenge-failed");
        }

        @Test
        void proof_of_work_expires_after_five_minutes() {
            String solution = Challenges.solved();
            MovableTime.forward(Duration.ofSeconds(301));
            assertProblem(reset(solution), 400, "challenge-failed");
        }

        @Test
        void proof_of_work_cannot_be_reused_by_moving_digits_between_salt_and_number() {
            Response challenge = challenge();
            String solution = Challenges.solution(challenge);
            assertThat(reset(solution).statusCode()).isEqualTo(202);
            String number = new String(java.util.Base64.getDecoder().decode(solution), StandardCharsets.UTF_8)
                    .replaceAll(".*\"number\":([0-9]+).*", "$1");
            String salt = challenge.path("salt");
            for (int moved = 1; moved < number.length(); moved++) {
                String spliced = Challenges.written(
                        challenge, salt + number.substring(0, moved), Long.parseLong(number.substring(moved)));
                assertProblem(reset(spliced), 400, "challenge-failed");
            }
        }

        @Test
        void altered_challenge_is_rejected() {
            Response ours = challenge();
            String later = ours.<String>path("salt").replaceAll("expires=[0-9]+", "expires=99999999999");
            assertProblem(reset(Challenges.written(ours, later, 1)), 400, "challenge-failed");
            assertProblem(reset(Challenges.written(ours, ours.path("salt"), -1)), 400, "challenge-failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "bm90IGpzb24=", "e30=", "W10=", "%%%", "bnVsbA=="})
        void malformed_proof_of_work_is_rejected(String garbage) {
            assertProblem(reset(garbage), 400, "challenge-failed");
        }

        @Test
        void proof_of_work_becomes_harder_while_failures_are_frequent() {
            int usual = challenge().path("maxnumber");
            assertThat(usual).isEqualTo(50_000);
            for (int i = 0; i < 60; i++) {
                botDefense.failed();
            }
            assertThat(challenge().<Integer>path("maxnumber")).isGreaterThan(usual);
            EmptyWindows.letThemPass();
            assertThat(challenge().<Integer>path("maxnumber")).isEqualTo(usual);
        }

        @Test
        void wrong_solutions_make_the_proof_of_work_harder() {
            int usual = challenge().path("maxnumber");
            for (int i = 0; i < 60; i++) {
                assertThatThrownBy(() -> botDefense.require("forged")).isInstanceOf(Problem.class);
            }
            assertThat(challenge().<Integer>path("maxnumber")).isGreaterThan(usual);
            EmptyWindows.letThemPass();
        }

        @Test
        void wrong_passwords_make_the_proof_of_work_harder() {
            int usual = challenge().path("maxnumber");
            EmailAddress unknown = EmailAddress.of("unknown-" + UUID.randomUUID() + "@example.com");
            for (int i = 0; i < 60; i++) {
                Client client = new Client("192.0.2." + i, "Stranger");
                assertThatThrownBy(() -> credentials.verify(unknown, "a wrong password", null, client, null))
                        .isInstanceOf(Problem.class);
            }
            assertThat(challenge().<Integer>path("maxnumber")).isGreaterThan(usual);
            EmptyWindows.letThemPass();
        }
    }

    @Nested
    class Export_quota {

        private static void quota(int daily) {
            Actors.admin()
                    .put("/settings/app.flow.export.daily", Map.of("value", daily))
                    .then()
                    .statusCode(200);
        }

        private static String uses(Actor user) {
            return Sql.column("select uses from flow_uses where user_id = ?", user.id())
                    .strip();
        }

        @BeforeEach
        void stopClock() {
            MovableTime.stop();
        }

        @AfterEach
        void restoreSettings() {
            quota(20);
        }

        @Test
        void export_is_limited_to_20_a_day_even_in_parallel() {
            Actor alice = Actors.viewer();
            List<Integer> statuses = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                // The rate limit admits 10 exports a minute, so the third round reaches the daily quota.
                EmptyWindows.letThemPass();
                statuses.addAll(
                        Parallel.times(10, () -> alice.get("/reports/export").statusCode()));
            }
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
        }

        /** The last use is counted, but not committed, while another request asks. */
        @Test
        void export_quota_is_decided_and_counted_in_one_step() throws Exception {
            Actor alice = Actors.viewer();
            assertThat(alice.get("/reports/export").statusCode()).isEqualTo(200);
            Sql.run("update flow_uses set uses = 19 where user_id = ?", alice.id());
            try (Sql.Transaction another =
                    Sql.begin("update flow_uses set uses = uses + 1 where user_id = ?", alice.id())) {
                CompletableFuture<Integer> export =
                        Parallel.begin(() -> alice.get("/reports/export").statusCode());
                another.awaitWaiting();
                another.commit();

                assertThat(export.get()).isEqualTo(429);
            }
            assertThat(uses(alice)).isEqualTo("20");
        }

        @Test
        void export_quota_counts_per_user_across_credentials_and_restarts_the_next_day() {
            quota(1);
            Actor alice = Actors.viewer();
            String key = alice.makesApiKey("reports:read");
            assertThat(alice.get("/reports/export").statusCode()).isEqualTo(200);
            Response refusal = Actors.anonymous().header("X-API-Key", key).get("/reports/export");
            assertProblem(refusal, 429, "rate-limited");
            assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(1, 86_400);
            assertThat(Actors.viewer().get("/reports/export").statusCode()).isEqualTo(200);

            MovableTime.forward(Duration.ofDays(1));
            assertThat(Actors.anonymous()
                            .header("X-API-Key", key)
                            .get("/reports/export")
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void refused_export_does_not_use_the_daily_quota() {
            quota(1);
            Actor alice = Actors.viewer();
            try (FailingDatabase failing = FailingDatabase.onUseOf("57P01", List.of("reports"))) {
                for (int i = 0; i < 2; i++) {
                    assertProblem(alice.get("/reports/export"), 503, "unavailable");
                    Eventually.holds(() -> assertThat(uses(alice)).isEqualTo("0"));
                }
            }
            assertThat(alice.get("/reports/export").statusCode()).isEqualTo(200);
            assertProblem(alice.get("/reports/export"), 429, "rate-limited");
            assertThat(uses(alice)).isEqualTo("1");
        }

        @Test
        void changed_export_quota_takes_effect_at_once() {
            Actor alice = Actors.viewer();
            quota(0);
            assertProblem(alice.get("/reports/export"), 429, "rate-limited");
            quota(2);
            assertThat(alice.get("/reports/export").statusCode()).isEqualTo(200);
        }
    }
}
