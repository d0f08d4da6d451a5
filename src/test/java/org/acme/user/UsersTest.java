package org.acme.user;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.application.Role;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.LogLines;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.issuer.IssuerTokens; // external-issuer-only
import org.acme.security.password.PasswordPolicy;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsersTest {

    @Inject
    Users users;

    @Inject
    StartupUsers directory;

    @Inject
    Accounts accounts;

    @Inject
    PasswordPolicy policy;

    // external-issuer-only:begin
    @Inject
    IssuerTokens issuer;
    // external-issuer-only:end

    @Test
    void database_stores_only_argon2id_hashes_of_passwords() {
        Actor alice = Actors.editor();
        assertThatThrownBy(() -> Sql.run("update users set password_hash = 'the password' where id = ?", alice.id()))
                .rootCause()
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("23514"));
    }

    /** An operation that waits for the lock, such as adding an API key, is refused when the account is disabled. */
    @Test
    void disabled_account_is_not_locked_for_an_operation() {
        Actor alice = Actors.editor();
        QuarkusTransaction.requiringNew().run(() -> accounts.lock(alice.id()));
        Sql.run("update users set status = 'DISABLED' where id = ?", alice.id());
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> accounts.lock(alice.id())))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.UNAUTHENTICATED));
    }

    @Nested
    class Creation {

        @Test
        void new_account_can_log_in_with_its_role() {
            String email = UUID.randomUUID() + "@example.com";
            Response created = Actors.admin().post("/users", Actors.account(email, "editor"));

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.header("Location")).endsWith("/api/v1/users/" + created.path("id"));
            assertThat(UUID.fromString(created.path("id")).version()).isEqualTo(7);
            assertThat(created.<String>path("role")).isEqualTo("editor");
            assertThat(created.<String>path("status")).isEqualTo("ACTIVE");
            assertThat(created.<String>path("lastLoginAt")).isNull();
            assertThat(Actors.loggedIn(email).writesPrivately()).isNotBlank();
        }

        @Test
        void new_account_needs_an_unused_email_address_in_any_capitalisation() {
            String email = UUID.randomUUID() + "@example.com";
            Actors.admin()
                    .post("/users", Actors.account(email, "viewer"))
                    .then()
                    .statusCode(201);
            assertProblem(
                    Actors.admin().post("/users", Actors.account(email.toUpperCase(Locale.ROOT), "viewer")),
                    409,
                    "conflict");
        }

        @ParameterizedTest
        @CsvSource({
            "email, no address",
            "email, ''",
            "displayName, ' '",
            "password, too short",
            "role, owner",
            "role, ADMIN",
            "role, ''"
        })
        void new_account_with_an_invalid_field_is_rejected(String field, String value) {
            Map<String, String> account = new HashMap<>(Actors.account(UUID.randomUUID() + "@example.com", "viewer"));
            account.put(field, value);
            Response refused = Actors.admin().post("/users", account);
            assertProblem(refused, 400, field.equals("role") ? "malformed-request" : "validation-failed");
            assertThat(refused.asString()).doesNotContain(value.isBlank() ? "\u0000" : value);
        }

        @Test
        @OwnLogin
        void new_account_without_a_password_is_rejected_with_the_own_login() {
            Map<String, String> account = new HashMap<>(Actors.account(UUID.randomUUID() + "@example.com", "viewer"));
            account.remove("password");
            Response refused = Actors.admin().post("/users", account);
            assertProblem(refused, 400, "validation-failed");
            assertThat(refused.<List<String>>path("violations.field")).containsExactly("password");
        }
    }

    @Nested
    class Changes {

        @Test
        void account_update_keeps_absent_fields() {
            Actor viewer = Actors.viewer();
            Response changed = Actors.admin().patch("/users/" + viewer.id(), Map.of("displayName", "New name"));
            assertThat(changed.<String>path("displayName")).isEqualTo("New name");
            assertThat(changed.<String>path("role")).isEqualTo("viewer");
            assertThat(changed.<String>path("email")).isEqualTo(viewer.email());
        }

        @Test
        void change_of_a_role_waits_for_a_concurrent_one_and_is_recorded() throws SQLException {
            Actor viewer = Actors.viewer();
            assertThat(promote(viewer).<String>path("role")).isEqualTo("admin");
            CompletableFuture<Response> change;
            try (Sql.Transaction other = Sql.begin("update users set role = 'VIEWER' where id = ?", viewer.id())) {
                // Without a lock, it would find an administrator, and change nothing.
                change = Parallel.begin(() -> promote(viewer));
                other.awaitWaiting();
                other.commit();
            }
            assertThat(change.join().<String>path("role")).isEqualTo("admin");
            Response events = Actors.admin().get("/audit-events?limit=100&type=role-changed");
            assertThat(Collections.frequency(
                            events.path("items.subject"), viewer.id().toString()))
                    .isEqualTo(2);
            Actors.admin().patch("/users/" + viewer.id(), Map.of("role", "viewer"));
        }

        private static Response promote(Actor viewer) {
            return Actors.admin().patch("/users/" + viewer.id(), Map.of("role", "admin"));
        }

        @Test
        void disabled_account_cannot_log_in() {
            Actor viewer = Actors.viewer();
            Actors.admin()
                    .patch("/users/" + viewer.id(), Map.of("status", "DISABLED"))
                    .then()
                    .statusCode(200);
            assertProblem(Actors.logIn(viewer.email(), Actors.PASSWORD), 401, "invalid-credentials");
        }

        @Test
        void deleted_account_is_gone_with_its_reports() {
            Actor editor = Actors.editor();
            String report = editor.publishes("Soon gone");
            assertThat(Actors.admin().delete("/users/" + editor.id()).statusCode())
                    .isEqualTo(204);
            assertProblem(Actors.admin().get("/users/" + editor.id()), 404, "not-found");
            assertProblem(Actors.admin().get("/reports/" + report), 404, "not-found");
        }

        private static String rows(String query, Actor user) {
            return Sql.column("select " + query, user.id()).strip();
        }

        private static UUID session(Actor user) {
            return UUID.fromString(rows("id from sessions where user_id = ?", user));
        }

        private static final String TOKENS =
                "count(*) from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = ?";

        @Test
        @OwnLogin
        void account_with_many_rows_is_deleted_in_batches() {
            Actor viewer = Actors.viewer();
            Sql.addRefreshTokens(session(viewer), 5_000);
            long before = Sql.transactions();

            assertThat(Actors.admin().delete("/users/" + viewer.id()).statusCode())
                    .isEqualTo(204);

            assertThat(Sql.transactions() - before).as("transactions").isGreaterThan(10);
            assertThat(rows("count(*) from users where id = ?", viewer)).isEqualTo("0");
        }

        @Test
        void interrupted_deletion_leaves_the_account_disabled_and_the_next_one_completes_it() {
            Actor viewer = Actors.viewer();
            UUID session = session(viewer);
            Sql.addRefreshTokens(session, 1_000);
            String path = "/users/" + viewer.id();
            try (FailingDatabase failing = FailingDatabase.onDeletionOf("sessions", session, "57014")) {
                assertProblem(Actors.admin().delete(path), 503, "unavailable");
            }
            assertThat(rows(TOKENS, viewer)).isEqualTo("0");
            assertProblem(viewer.get("/users/me"), 401, "unauthenticated");
            assertProblem(Actors.logIn(viewer.email(), Actors.PASSWORD), 401, "invalid-credentials");
            assertThat(Actors.admin().get(path).<String>path("status")).isEqualTo("DISABLED");

            assertThat(Actors.admin().delete(path).statusCode()).isEqualTo(204);
            assertProblem(Actors.admin().get(path), 404, "not-found");
        }

        @Test
        @OwnLogin
        void interrupted_deletion_is_on_record_once_and_its_account_cannot_be_enabled() {
            Actor viewer = Actors.viewer();
            String path = "/users/" + viewer.id();
            String deletions = "count(*) from audit_events where subject = ? and type = 'account-deleted'";
            try (FailingDatabase failing = FailingDatabase.onDeletionOf("sessions", session(viewer), "57014")) {
                assertProblem(Actors.admin().delete(path), 503, "unavailable");
            }
            assertThat(rows(deletions, viewer)).isEqualTo("1");
            assertProblem(
                    Actors.admin().patch(path, Map.of("status", "ACTIVE", "displayName", "Back")), 409, "conflict");
            assertThat(rows("concat_ws(' ', status, display_name) from users where id = ?", viewer))
                    .startsWith("DISABLED")
                    .doesNotContain("Back");

            assertThat(Actors.admin().delete(path).statusCode()).isEqualTo(204);
            assertThat(rows(deletions, viewer)).isEqualTo("1");
        }

        @Test
        void unknown_account_is_404() {
            String unknown = "/users/" + UUID.randomUUID();
            assertProblem(Actors.admin().patch(unknown, Map.of("displayName", "X")), 404, "not-found");
            assertProblem(Actors.admin().delete(unknown), 404, "not-found");
        }
    }

    @Nested
    class Last_administrator {

        Actor last;

        @BeforeEach
        void one_administrator() {
            last = Actors.newActor("admin");
            disableAdminsExcept(last, last);
        }

        @AfterEach
        void restoreAdministrators() {
            Actors.removeOtherAdmins();
        }

        private void disableAdminsExcept(Actor one, Actor two) {
            Sql.run(
                    "update users set status = 'DISABLED' where role = 'ADMIN' and id not in (?, ?)",
                    one.id(),
                    two.id());
        }

        private String stored(Actor user) {
            return Sql.column("select concat_ws(' ', role, status, display_name) from users where id = ?", user.id())
                    .strip();
        }

        @Test
        void last_administrator_cannot_be_deleted_disabled_or_demoted() {
            String self = "/users/" + last.id();
            String before = stored(last);

            assertProblem(last.delete(self), 409, "conflict");
            assertThat(stored(last)).isEqualTo(before);
            for (Map<String, String> change : List.of(
                    Map.of("status", "DISABLED", "displayName", "Gone"),
                    Map.of("role", "editor", "displayName", "Gone"),
                    Map.of("role", "viewer", "status", "DISABLED"))) {
                assertProblem(last.patch(self, change), 409, "conflict");
                assertThat(stored(last)).as("%s", change).isEqualTo(before);
            }
            assertThat(last.patch(self, Map.of("displayName", "Admin")).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void disabled_administrators_do_not_count_as_remaining_ones() {
            Actor disabled = Actors.newActor("admin");
            Sql.run("update users set status = 'DISABLED' where id = ?", disabled.id());

            assertProblem(last.delete("/users/" + last.id()), 409, "conflict");
        }

        // external-issuer-only:begin
        @Test
        void administrators_whose_role_the_issuer_has_withdrawn_do_not_count_as_remaining_ones() {
            Actor withdrawn = Actors.newActor("admin");
            Sql.run("update users set role_withdrawn = true where id = ?", withdrawn.id());
            assertProblem(last.patch("/users/" + last.id(), Map.of("role", "viewer")), 409, "conflict");

            Sql.run("update users set status = 'DISABLED' where id = ?", last.id());
            EmailAddress email = EmailAddress.of("first-" + UUID.randomUUID() + "@example.com");
            assertThat(directory.addFirstAdmin(new CreateUser(email, "Administrator", Role.ADMIN, Actors.PASSWORD)))
                    .isTrue();
            Sql.run("delete from users where email = ?", email.value());
        }

        // external-issuer-only:end
        @Test
        void first_administrator_is_created_once_and_on_record() {
            Sql.run("update users set status = 'DISABLED' where id = ?", last.id());
            EmailAddress email = EmailAddress.of("first-" + UUID.randomUUID() + "@example.com");
            CreateUser first = new CreateUser(email, "Administrator", Role.ADMIN, Actors.PASSWORD);

            assertThat(directory.addFirstAdmin(first)).isTrue();
            assertThat(directory.addFirstAdmin(first)).isFalse();

            assertThat(Sql.column(
                            "select e.type || coalesce(e.actor::text, ' by a setting ') || e.details from audit_events e"
                                    + " join users u on u.id = e.subject where u.email = ?",
                            email.value()))
                    .isEqualToIgnoringNewLines("account-created by a setting {\"role\":\"admin\"}");
            Sql.run("delete from users where email = ?", email.value());
        }

        record Bootstrap(Optional<String> email, Optional<String> password) implements BootstrapConfig {}

        private FirstAdmin firstAdmin(String email, String password) {
            return new FirstAdmin(
                    new Bootstrap(Optional.of(email), Optional.of(password)),
                    directory,
                    issuer, // external-issuer-only
                    policy);
        }

        @ParameterizedTest
        @OwnLogin
        @CsvSource({
            "first@example.com, administrator, app.bootstrap.admin.password",
            "first@example.com, password12345678, app.bootstrap.admin.password",
            "first, the administrator's words, app.bootstrap.admin.email"
        })
        void first_administrator_with_a_weak_password_or_invalid_address_stops_the_start(
                String email, String password, String setting) {
            Sql.run("update users set status = 'DISABLED' where id = ?", last.id());
            assertThatThrownBy(() -> firstAdmin(email, password).start(new StartupEvent()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(setting)
                    .hasMessageNotContaining(password);
        }

        @Test
        @OwnLogin
        void address_of_the_first_administrator_that_belongs_to_another_account_is_logged() {
            Sql.run("update users set status = 'DISABLED' where id = ?", last.id());
            try (LogLines log = LogLines.of(FirstAdmin.class.getName())) {
                firstAdmin(Actors.editor().email(), Actors.PASSWORD).start(new StartupEvent());
                assertThat(log.lines()).singleElement().asString().contains("APP_BOOTSTRAP_ADMIN_EMAIL");
            }
        }

        /** Both requests wait for the rows of both administrators, and so both begin before either has an effect. */
        @Test
        void one_administrator_remains_when_two_demote_each_other_in_parallel() throws Exception {
            Actor one = last;
            Actor two = Actors.newActor("admin");
            disableAdminsExcept(one, two);
            List<CompletableFuture<Integer>> demotions;
            try (Sql.Transaction held =
                    Sql.begin("select 1 from users where id in (?, ?) order by id for update", one.id(), two.id())) {
                demotions = List.of(demotion(one, two), demotion(two, one));
                held.awaitWaiting(2);
                held.commit();
            }
            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<Integer> demotion : demotions) {
                statuses.add(demotion.get());
            }
            // The second request is refused: its caller would be the last administrator.
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            assertThat(List.of(stored(one), stored(two)))
                    .filteredOn(user -> user.startsWith("ADMIN ACTIVE"))
                    .hasSize(1);
        }

        private CompletableFuture<Integer> demotion(Actor by, Actor of) {
            return Parallel.begin(() ->
                    by.patch("/users/" + of.id(), Map.of("role", "viewer")).statusCode());
        }
    }

    /** Like a login, which reads the account, and writes the time of the login. */
    @Test
    void update_of_an_account_does_not_write_back_a_role_that_was_changed_meanwhile() {
        Actor alice = Actors.editor();
        QuarkusTransaction.requiringNew().run(() -> {
            User user = users.unscopedById(alice.id()).orElseThrow();
            Parallel.begin(() -> {
                        Sql.run("update users set role = 'VIEWER', status = 'DISABLED' where id = ?", alice.id());
                        return true;
                    })
                    .join();
            user.lastLoginAt = Instant.now();
        });
        assertThat(Sql.column("select role || ' ' || status from users where id = ?", alice.id())
                        .strip())
                .isEqualTo("VIEWER DISABLED");
    }

    @Nested
    class User_list {

        @Test
        void user_list_pages_through_every_user() {
            Actor viewer = Actors.viewer();
            List<String> seen = new ArrayList<>();
            Response page = viewer.get("/users?limit=50");
            seen.addAll(page.path("items.id"));
            while (page.path("nextCursor") != null) {
                page = viewer.get("/users?limit=50&cursor=" + page.path("nextCursor"));
                seen.addAll(page.path("items.id"));
            }
            assertThat(seen).contains(viewer.id().toString()).doesNotHaveDuplicates();
        }
    }
}
