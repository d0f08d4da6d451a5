package org.acme.registration;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.MailServer;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Problems;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.security.password.Passwords;
import org.acme.user.Account;
import org.acme.user.Accounts;
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
    void restoreClock() {
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
                .map(header -> header.getName().matches("RateLimit.*|Date") ? header.getName() : header.toString())
                .toList();
    }

    @Nested
    class Registration {

        @Test
        void registration_creates_the_account_when_the_mail_link_is_opened() {
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
        void registration_of_a_known_address_gets_the_same_response_and_notifies_its_owner() {
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
        void registration_rejects_an_address_with_mail_header_injection(String more) {
            assertProblem(register(newEmail() + more), 400, "validation-failed");
        }

        @Test
        void registration_token_works_once_and_for_30_minutes() {
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
        void registration_token_is_not_stored() {
            String email = newEmail();
            register(email);
            String token = MailServer.tokenSentTo(email);
            assertThat(Sql.column("select row_to_json(r) from registrations r")
                            + Sql.column("select row_to_json(m) from account_mails m"))
                    .doesNotContain(token);
            assertThat(Sql.column("select token_hash from registrations where email = ?", email)
                            .strip())
                    .isEqualTo(Tokens.hash(token));
        }
    }

    @Nested
    class Password_reset {

        @Test
        void password_reset_by_mail_revokes_every_session() {
            Actor alice = Actors.editor();
            Response accepted = requestReset(alice.email());
            assertThat(accepted.statusCode()).isEqualTo(202);

            reset(MailServer.tokenSentTo(alice.email()), NEW_PASSWORD).then().statusCode(204);

            assertProblem(alice.get("/reports"), 401, "unauthenticated");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(401);
            assertThat(Actors.logIn(alice.email(), NEW_PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void password_reset_request_gets_the_same_response_for_known_and_unknown_addresses() {
            Response known = requestReset(Actors.editor().email());
            Response unknown = requestReset(newEmail());
            assertThat(known.asString()).isEqualTo(unknown.asString()).isEmpty();
            assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
            assertThat(shape(known)).isEqualTo(shape(unknown));
        }

        @Test
        void password_reset_sends_no_mail_to_an_unknown_address() {
            String stranger = newEmail();
            requestReset(stranger);
            Actor alice = Actors.editor();
            requestReset(alice.email());
            MailServer.tokenSentTo(alice.email());
            assertThat(MailServer.count(stranger)).isZero();
        }

        @Test
        void password_reset_token_is_replaced_by_a_newer_one_and_works_once_for_30_minutes() {
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
        void password_reset_link_is_invalid_after_its_owner_has_changed_the_password() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            String stolen = MailServer.tokenSentTo(alice.email());
            MovableTime.on(Instant.now().minusSeconds(20));
            alice.post("/users/me/password", Map.of("currentPassword", PASSWORD, "newPassword", NEW_PASSWORD))
                    .then()
                    .statusCode(204);

            assertProblem(reset(stolen, "chosen by a thief"), 400, "validation-failed");
            assertThat(Actors.logIn(alice.email(), NEW_PASSWORD).statusCode()).isEqualTo(200);

            MovableTime.backToToday();
            requestReset(alice.email());
            reset(MailServer.tokenSentTo(alice.email()), PASSWORD).then().statusCode(204);
        }

        @Test
        void password_reset_token_is_stored_only_as_a_hash() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            String token = MailServer.tokenSentTo(alice.email());
            assertThat(token).hasSize(43);
            assertThat(Sql.column("select row_to_json(r) from password_resets r")
                            + Sql.column("select row_to_json(m) from account_mails m"))
                    .doesNotContain(token);
            assertThat(Sql.column("select token_hash from password_resets where user_id = ?", alice.id())
                            .strip())
                    .isEqualTo(Tokens.hash(token));
        }

        @Test
        void password_reset_token_stays_valid_after_an_unacceptable_password() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            String token = MailServer.tokenSentTo(alice.email());
            assertProblem(reset(token, "passwordpassword"), 400, "validation-failed");
            reset(token, NEW_PASSWORD).then().statusCode(204);
        }
    }

    @Nested
    class Password_rules {

        @ParameterizedTest
        @CsvSource({
            "fourteen chars, 'must have 15 to 128 characters'",
            "1234567890Qwerty, 'must not be a common or breached password'",
            "passwordpassword, 'must not be a common or breached password'",
            "i am carol today, 'must not contain the display name or the local part of the e-mail address'",
            "the local-part 1, 'must not contain the display name or the local part of the e-mail address'"
        })
        void unacceptable_password_is_rejected_with_the_reason(String password, String reason) {
            Response refusal = register("local-part@example.com", password);
            assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].message"))
                    .isEqualTo(reason);
        }

        @Test
        void short_password_is_rejected_by_every_operation_that_sets_a_password() {
            assertRejectedEverywhere("fourteen chars", "must have 15 to 128 characters");
        }

        @Test
        void password_with_the_display_name_is_rejected_by_every_operation_that_sets_a_password() {
            assertRejectedEverywhere(
                    "i am carol today", "must not contain the display name or the local part of the e-mail address");
        }

        /** Each account has the display name Carol. */
        private void assertRejectedEverywhere(String password, String reason) {
            Actor carol = Actors.editor();
            Sql.run("update users set display_name = 'Carol' where id = ?", carol.id());
            requestReset(carol.email());
            Map<String, String> account =
                    Map.of("email", newEmail(), "displayName", "Carol", "role", "viewer", "password", password);
            List<Response> refusals = List.of(
                    register(newEmail(), password),
                    reset(MailServer.tokenSentTo(carol.email()), password),
                    carol.post("/users/me/password", Map.of("currentPassword", PASSWORD, "newPassword", password)),
                    Actors.admin().post("/users", account));
            assertThat(refusals).allSatisfy(refusal -> assertThat(
                            assertProblem(refusal, 400, "validation-failed").getString("violations[0].message"))
                    .isEqualTo(reason));
        }

        @Test
        void password_set_under_an_older_policy_still_logs_in() {
            Actor alice = Actors.editor();
            String hash = passwords.hash("twelve chars");
            Sql.run("update users set password_hash = ? where id = ?", hash, alice.id());
            assertThat(Actors.logIn(alice.email(), "twelve chars").statusCode()).isEqualTo(200);
        }

        @Test
        void password_change_requires_the_current_password() {
            Actor alice = Actors.editor();
            assertProblem(changePassword(alice, "not the password"), 401, "invalid-credentials");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
        }

        @Test
        void wrong_current_passwords_are_recorded_and_throttled_like_failed_logins() {
            Actor alice = Actors.editor();
            for (int i = 0; i < 5; i++) {
                EmptyWindows.letThemPass();
                assertProblem(changePassword(alice, "not the password"), 401, "invalid-credentials");
            }
            EmptyWindows.letThemPass();
            assertProblem(changePassword(alice, PASSWORD), 401, "invalid-credentials");
            assertThat(Sql.column(
                            "select details from audit_events where type = 'login-failed' and subject = ? order by at",
                            alice.id()))
                    .isEqualToIgnoringNewLines("{\"reason\":\"password\"}".repeat(5) + "{\"reason\":\"waiting\"}");
        }

        private static Response changePassword(Actor user, String current) {
            return user.post("/users/me/password", Map.of("currentPassword", current, "newPassword", NEW_PASSWORD));
        }

        @Test
        void password_hash_with_weaker_parameters_is_upgraded_at_the_next_login() {
            Actor alice = Actors.editor();
            String weaker =
                    "$argon2id$v=19$m=8192,t=1,p=1$fF4Nfzy2F9OL8bH2RB188A$DHQHwxzYfK7hS9KLYILAYe3ih6plJSSA7QiwwJi2ApQ";
            Sql.run("update users set password_hash = ? where id = ?", weaker, alice.id());
            assertThat(Actors.logIn(alice.email(), "correct horse").statusCode())
                    .isEqualTo(200);
            assertThat(Sql.column("select password_hash from users where id = ?", alice.id()))
                    .contains("m=1024,t=2,p=1");
            assertThat(Actors.logIn(alice.email(), "correct horse").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void login_succeeds_although_another_one_has_upgraded_the_password_hash_meanwhile() {
            Actor alice = Actors.editor();
            Accounts accounts = Arc.container().instance(Accounts.class).get();
            Account verified = accounts.byId(alice.id()).orElseThrow();
            String ofThisLogin = passwords.hash(PASSWORD);
            Sql.run("update users set password_hash = ? where id = ?", passwords.hash(PASSWORD), alice.id());
            assertThat(accounts.recordLogin(accounts.storeNewerHash(verified, ofThisLogin)))
                    .isTrue();
            Sql.run(
                    "update users set password_hash = ?, password_changed_at = password_changed_at + interval '1s'"
                            + " where id = ?",
                    passwords.hash("another password"),
                    alice.id());
            assertThat(accounts.recordLogin(accounts.storeNewerHash(verified, ofThisLogin)))
                    .isFalse();
        }

        @Test
        void password_is_replaced_although_a_login_has_upgraded_its_hash_meanwhile() {
            Actor alice = Actors.editor();
            Accounts accounts = Arc.container().instance(Accounts.class).get();
            Account verified = accounts.byId(alice.id()).orElseThrow();
            Sql.run("update users set password_hash = ? where id = ?", passwords.hash(PASSWORD), alice.id());
            assertThat(accounts.recordLogin(verified)).isTrue();
            assertThat(accounts.replacePassword(verified, passwords.hash(NEW_PASSWORD)))
                    .isTrue();
            assertThat(accounts.replacePassword(verified, passwords.hash("another password")))
                    .as("the password has changed")
                    .isFalse();
        }

        @Test
        void rate_limit_headers_do_not_disclose_what_others_requested_for_an_account() {
            Actor alice = Actors.editor();
            requestReset(alice.email());
            Actors.logIn(alice.email(), "not the password");
            Response reset = Actors.post("/auth/password-reset", Map.of("email", alice.email()));
            Response login = Actors.logIn(alice.email(), "not the password");
            assertThat(List.of(reset.header("RateLimit"), login.header("RateLimit")))
                    .noneMatch(header -> header.contains("account"));
        }
    }

    @Test
    void profile_has_the_fields_of_the_contract_and_only_its_name_can_be_changed() {
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
