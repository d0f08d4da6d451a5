package org.acme.account;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Problems;
import org.acme.fixture.Sql;
import org.acme.security.crypto.Passwords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class AccountsTest {

    private static final String NEW_PASSWORD = "another good one";

    @Inject
    Passwords passwords;

    @AfterEach
    void back_to_today() {
        MovableTime.backToToday();
    }

    static String newEmail() {
        return UUID.randomUUID() + "@example.com";
    }

    static Response register(String email) {
        return register(email, PASSWORD);
    }

    static Response register(String email, String password) {
        return Actors.post(
                "/auth/register",
                Map.of("email", email, "displayName", "Carol", "password", password, "challenge", Challenges.solved()));
    }

    static Response verify(String token) {
        return Actors.post("/auth/verify-email", Map.of("token", token));
    }

    static Response requestReset(String email) {
        return Actors.post("/auth/password-reset", Map.of("email", email, "challenge", Challenges.solved()));
    }

    static Response reset(String token, String password) {
        return Actors.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", password));
    }

    static List<String> shape(Response answer) {
        return answer.headers().asList().stream()
                .map(header -> header.getName().startsWith("RateLimit") ? header.getName() : header.toString())
                .toList();
    }

    @Nested
    class Registering {

        @Test
        void opens_an_account_for_whoever_reads_the_mail() {
            String email = newEmail();
            Response accepted = register(email);
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(accepted.asString()).isEmpty();
            assertThat(Actors.logIn(email, PASSWORD).statusCode()).isEqualTo(401);

            verify(MailServer.tokenSentTo(email)).then().statusCode(204);

            Actor carol = Actors.loggedIn(email);
            assertThat(carol.get("/users/me").<String>path("role")).isEqualTo("viewer");
            assertThat(carol.get("/users/me").<String>path("displayName")).isEqualTo("Carol");
        }

        @Test
        void answers_the_same_when_the_e_mail_has_an_account_and_tells_only_its_owner() {
            Actor alice = Actors.editor();
            Response known = register(alice.email().toUpperCase(Locale.ROOT));
            Response unknown = register(newEmail());
            assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
            assertThat(known.asString()).isEqualTo(unknown.asString());
            assertThat(shape(known)).isEqualTo(shape(unknown));
            assertThat(MailServer.mailTo(alice.email(), "already has an account"))
                    .doesNotContain("#token");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"\r\nBcc: x@example.com", "\nRCPT TO:<x@example.com>", ",x@example.com", " x@example.com"})
        void takes_no_address_that_tells_a_mail_server_more_than_whom_to_write_to(String more) {
            assertProblem(register(newEmail() + more), 400, "validation-failed");
        }

        @Test
        void works_once_per_token_and_for_thirty_minutes() {
            String email = newEmail();
            register(email);
            String token = MailServer.tokenSentTo(email);
            List<Integer> statuses = Parallel.times(5, () -> verify(token).statusCode());
            assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 400).hasSize(4);

            String late = newEmail();
            register(late);
            String expired = MailServer.tokenSentTo(late);
            MovableTime.forward(Duration.ofMinutes(31));
            assertProblem(verify(expired), 400, "validation-failed");
        }

        @Test
        void does_not_store_the_token() {
            String email = newEmail();
            register(email);
            String token = MailServer.tokenSentTo(email);
            assertThat(Sql.column("select row_to_json(r) from registrations r")
                            + Sql.column("select row_to_json(m) from account_mails m"))
                    .doesNotContain(token);
        }
    }

    @Nested
    class A_lost_password {

        @Test
        void is_replaced_by_whoever_reads_the_mail_and_every_session_ends() {
            Actor alice = Actors.editor();
            Response accepted = requestReset(alice.email());
            assertThat(accepted.statusCode()).isEqualTo(202);

            reset(MailServer.tokenSentTo(alice.email()), NEW_PASSWORD).then().statusCode(204);

            assertProblem(alice.get("/reports"), 401, "unauthenticated");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(401);
            assertThat(Actors.logIn(alice.email(), NEW_PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void is_asked_for_with_the_same_answer_whether_there_is_an_account_or_not() {
            Response known = requestReset(Actors.editor().email());
            Response unknown = requestReset(newEmail());
            assertThat(known.asString()).isEqualTo(unknown.asString()).isEmpty();
            assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
            assertThat(shape(known)).isEqualTo(shape(unknown));
        }

        @Test
        void sends_nothing_to_those_who_have_no_account() {
            String stranger = newEmail();
            requestReset(stranger);
            Actor alice = Actors.editor();
            requestReset(alice.email());
            MailServer.tokenSentTo(alice.email());
            assertThat(MailServer.count(stranger)).isZero();
        }

        @Test
        void has_one_token_at_a_time_that_works_once_for_thirty_minutes() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            String first = MailServer.tokenSentTo(alice.email());
            requestReset(alice.email());
            assertProblem(reset(first, NEW_PASSWORD), 400, "validation-failed");

            Actor bob = Actors.editor();
            requestReset(bob.email());
            String token = MailServer.tokenSentTo(bob.email());
            List<Integer> statuses =
                    Parallel.times(4, () -> reset(token, NEW_PASSWORD).statusCode());
            assertThat(statuses).filteredOn(status -> status == 204).hasSize(1);

            Actor carol = Actors.editor();
            requestReset(carol.email());
            String late = MailServer.tokenSentTo(carol.email());
            MovableTime.forward(Duration.ofMinutes(31));
            assertProblem(reset(late, NEW_PASSWORD), 400, "validation-failed");
        }

        @Test
        void is_not_replaced_by_one_that_may_not_be_set_and_the_token_stays_good() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            String token = MailServer.tokenSentTo(alice.email());
            assertProblem(reset(token, "passwordpassword"), 400, "validation-failed");
            reset(token, NEW_PASSWORD).then().statusCode(204);
        }
    }

    @Nested
    class A_password {

        @ParameterizedTest
        @CsvSource({
            "fourteen chars, 'must have 15 to 128 characters'",
            "1234567890Qwerty, 'must not be a common or breached password'",
            "passwordpassword, 'must not be a common or breached password'",
            "i am carol today, 'must not contain the display name or the e-mail address'",
            "the local-part 1, 'must not contain the display name or the e-mail address'"
        })
        void is_refused_with_the_reason(String password, String reason) {
            Response refusal = register("local-part@example.com", password);
            assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].message"))
                    .isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({"aaaaaaaaaaaaaab", "no capitals or digits", "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎"})
        void of_any_characters_may_be_set(String password) {
            assertThat(register(newEmail(), password).statusCode()).isEqualTo(202);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    " ", "\t", "\u00a0", "\u3000", "\u200b", "\u2060", " \t", "a", "A", "aA", "a\uff41", "é", "e\u0301",
                    "🐎", "a "
                })
        void that_is_blank_or_one_repeated_character_is_rejected(String unit) {
            String password = unit.repeat(30).substring(0, 30);
            assertProblem(register(newEmail(), password), 400, "validation-failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\ufdfa", "\u0041\u030a"})
        void is_as_long_as_what_is_typed_and_as_what_is_hashed(String unit) {
            String shortOne = (unit + "b").repeat(7);
            assertThat(assertProblem(register(newEmail(), shortOne), 400, "validation-failed")
                            .getString("violations[0].message"))
                    .isEqualTo("must have 15 to 128 characters");
        }

        @Test
        void that_is_too_short_is_rejected_by_every_operation_that_sets_one() {
            Actor alice = Actors.editor();
            String fourteen = "fourteen chars";
            requestReset(alice.email());
            List<Response> refusals = List.of(
                    register(newEmail(), fourteen),
                    reset(MailServer.tokenSentTo(alice.email()), fourteen),
                    alice.post("/users/me/password", Map.of("currentPassword", PASSWORD, "newPassword", fourteen)),
                    Actors.admin()
                            .post(
                                    "/users",
                                    Map.of(
                                            "email",
                                            newEmail(),
                                            "displayName",
                                            "Carol",
                                            "role",
                                            "viewer",
                                            "password",
                                            fourteen)));
            assertThat(refusals).allSatisfy(refusal -> assertProblem(refusal, 400, "validation-failed"));
        }

        @Test
        void that_was_set_under_an_older_policy_still_logs_in() {
            Actor alice = Actors.editor();
            String hash = passwords.hash("twelve chars");
            Sql.run("update users set password_hash = ? where id = ?", hash, alice.id());
            assertThat(Actors.logIn(alice.email(), "twelve chars").statusCode()).isEqualTo(200);
        }

        @Test
        void has_128_characters_at_most() {
            assertThat(register(newEmail(), "éa".repeat(64)).statusCode()).isEqualTo(202);
            assertProblem(register(newEmail(), "x".repeat(129)), 400, "validation-failed");
        }

        @Test
        void is_changed_only_by_whoever_knows_it() {
            Actor alice = Actors.editor();
            Response refusal = alice.post(
                    "/users/me/password", Map.of("currentPassword", "not the password", "newPassword", NEW_PASSWORD));
            assertProblem(refusal, 401, "invalid-credentials");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void that_was_hashed_with_weaker_parameters_is_hashed_anew_at_the_next_login() {
            Actor alice = Actors.editor();
            String weaker = com.password4j.Password.hash(PASSWORD)
                    .addRandomSalt()
                    .with(com.password4j.Argon2Function.getInstance(8_192, 1, 1, 32, com.password4j.types.Argon2.ID))
                    .getResult();
            Sql.run("update users set password_hash = ? where id = ?", weaker, alice.id());
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
            assertThat(Sql.column("select password_hash from users where id = ?", alice.id()))
                    .contains("m=19456,t=2,p=1");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_profile_lists_its_fields_and_changes_its_name() {
        Actor alice = Actors.editor();
        Response renamed = alice.patch("/users/me", Map.of("displayName", "Alice"));
        assertThat(renamed.jsonPath().<String, Object>getMap("$"))
                .containsOnlyKeys("id", "email", "displayName", "role", "mfaEnabled", "createdAt")
                .containsEntry("displayName", "Alice");
        for (String field : List.of("role", "email", "mfaEnabled")) {
            Problems.assertProblem(
                    alice.patch("/users/me", Map.of("displayName", "Alice", field, "admin")), 400, "malformed-request");
        }
    }
}
