package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Hooks;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.security.password.Passwords;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Races that could leave an account with too many sessions, API keys, webhooks, shares or second factors. */
@Tag("API2")
@QuarkusTest
class Api02RacesTest {

    private static final String NEW_PASSWORD = "another long dev password";

    @Inject
    Passwords passwords;

    private static List<Integer> statuses(int times, Supplier<Response> request) {
        EmptyWindows.letThemPass();
        return Parallel.times(times, () -> request.get().statusCode());
    }

    private static int count(String rows, Object... parameters) {
        return Integer.parseInt(
                Sql.column("select count(*) from " + rows, parameters).strip());
    }

    private static int liveSessions(Actor user) {
        return count("sessions where user_id = ? and revoked_at is null", user.id());
    }

    /**
     * Starts a login whose password is verified before the transaction commits, and that continues after the commit.
     */
    private static Response logInMeanwhile(Actor user, Sql.Transaction transaction) throws Exception {
        CompletableFuture<Response> login = Parallel.begin(() -> Actors.logIn(user.email(), Actors.PASSWORD));
        transaction.awaitWaiting();
        transaction.commit();
        return login.get();
    }

    private static Response reauthenticateMeanwhile(Actor user, Sql.Transaction transaction) throws Exception {
        CompletableFuture<Response> renewal =
                Parallel.begin(() -> user.post("/auth/reauthenticate", Map.of("password", Actors.PASSWORD)));
        transaction.awaitWaiting();
        transaction.commit();
        return renewal.get();
    }

    private static void assertRefused(Response login, Actor user) {
        assertProblem(login, 401, "invalid-credentials");
        assertThat(count("audit_events where type = 'login-failed' and subject = ?", user.id()))
                .isEqualTo(1);
    }

    @Test
    void login_during_the_disabling_of_its_account_opens_no_session() throws Exception {
        Actor alice = Actors.editor();
        try (Sql.Transaction disabling = Sql.begin("update users set status = 'DISABLED' where id = ?", alice.id())) {
            disabling.run("update sessions set revoked_at = now() where user_id = ?", alice.id());
            assertRefused(logInMeanwhile(alice, disabling), alice);
        }
        assertThat(liveSessions(alice)).isZero();
    }

    @Test
    void login_with_a_password_that_is_replaced_meanwhile_opens_no_session() throws Exception {
        Actor alice = Actors.editor();
        try (Sql.Transaction reset = Sql.begin(
                "update users set password_hash = ?, password_changed_at = now() where id = ?",
                passwords.hash(NEW_PASSWORD),
                alice.id())) {
            reset.run("update sessions set revoked_at = now() where user_id = ?", alice.id());
            assertRefused(logInMeanwhile(alice, reset), alice);
        }
        assertThat(liveSessions(alice)).isZero();
    }

    @Test
    void login_without_the_second_factor_that_is_enabled_meanwhile_opens_no_session() throws Exception {
        Actor alice = Actors.editor();
        try (Sql.Transaction enrolment = Sql.begin("update users set mfa_enabled = true where id = ?", alice.id())) {
            enrolment.run("update sessions set revoked_at = now() where user_id = ?", alice.id());
            assertRefused(logInMeanwhile(alice, enrolment), alice);
        }
        assertThat(liveSessions(alice)).isZero();
    }

    @Test
    void re_authentication_with_a_password_that_is_replaced_meanwhile_renews_no_token() throws Exception {
        Actor alice = Actors.editor();
        try (Sql.Transaction change = Sql.begin(
                "update users set password_hash = ?, password_changed_at = now() where id = ?",
                passwords.hash(NEW_PASSWORD),
                alice.id())) {
            assertRefused(reauthenticateMeanwhile(alice, change), alice);
        }
    }

    @Test
    void re_authentication_without_the_second_factor_that_is_enabled_meanwhile_renews_no_token() throws Exception {
        Actor alice = Actors.editor();
        try (Sql.Transaction enrolment = Sql.begin("update users set mfa_enabled = true where id = ?", alice.id())) {
            assertRefused(reauthenticateMeanwhile(alice, enrolment), alice);
        }
    }

    @Test
    void parallel_password_changes_with_the_same_current_password_succeed_once() {
        Actor alice = Actors.editor();
        Map<String, String> change = Map.of("currentPassword", Actors.PASSWORD, "newPassword", NEW_PASSWORD);
        List<Integer> statuses = statuses(4, () -> alice.post("/users/me/password", change));
        assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 401);
    }

    @Test
    void limit_of_20_api_keys_holds_under_50_concurrent_creations() {
        Actor alice = Actors.editor();
        Map<String, Object> key = Map.of(
                "name",
                "robot",
                "permissions",
                List.of("reports:read"),
                "expiresAt",
                Instant.now().plus(Duration.ofDays(7)).toString());
        List<Integer> statuses = statuses(50, () -> alice.post("/api-keys", key));
        assertThat(count("api_keys where user_id = ?", alice.id())).isEqualTo(20);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).containsOnly(201, 409);
    }

    // webhook-only:begin
    @Test
    void limit_of_20_webhooks_holds_under_50_concurrent_registrations() {
        Actor alice = Actors.editor();
        // One name: a user can look up only some at a time.
        String url = Hooks.lastingUrl();
        List<Integer> statuses = statuses(50, () -> Hooks.register(alice, url));
        assertThat(count("webhooks where owner_id = ?", alice.id())).isEqualTo(20);
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
        assertThat(statuses).containsOnly(201, 409);
    }
    // webhook-only:end

    @Test
    void limit_of_100_shares_holds_under_concurrent_requests() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        for (int i = 0; i < 95; i++) {
            Sql.run(
                    "insert into report_shares values (cast(? as uuid), ?, 'READ')",
                    report,
                    Actors.viewer().id());
        }
        // As many as one caller may change at the same time.
        List<Actor> readers = Stream.generate(Actors::viewer).limit(8).toList();
        List<Supplier<Integer>> requests = readers.stream()
                .<Supplier<Integer>>map(reader ->
                        () -> alice.put("/reports/" + report + "/shares/" + reader.id(), Map.of("access", "READ"))
                                .statusCode())
                .toList();
        assertThat(Parallel.all(requests)).containsOnly(204, 409);
        assertThat(count("report_shares where report_id = cast(? as uuid)", report))
                .isEqualTo(100);
    }

    @Test
    void two_hundred_parallel_refreshes_of_one_token_give_one_pair_at_most_and_revoke_the_session() {
        Actor alice = Actors.editor();
        String token = Actors.logIn(alice.email(), Actors.PASSWORD).path("refreshToken");
        List<Integer> statuses = statuses(200, () -> {
            EmptyWindows.letThemPass();
            return Actors.post("/auth/refresh", Map.of("refreshToken", token));
        });
        assertThat(statuses).filteredOn(status -> status == 200).hasSizeLessThanOrEqualTo(1);
        assertThat(statuses).isSubsetOf(200, 401, 429);
        EmptyWindows.letThemPass();
        assertProblem(Actors.post("/auth/refresh", Map.of("refreshToken", token)), 401, "invalid-credentials");
        assertThat(liveSessions(alice)).as("the session of the fixture").isEqualTo(1);
    }

    @Test
    void parallel_first_enrolments_and_confirmations_leave_one_second_factor() {
        Actor alice = Actors.editor();
        assertThat(statuses(20, () -> alice.post("/users/me/totp", ""))).containsOnly(200);
        assertThat(count("recovery_codes where user_id = ?", alice.id())).isEqualTo(10);
        String code = Authenticator.pendingOf(alice).code();
        List<Integer> statuses = statuses(8, () -> alice.post("/users/me/totp/confirm", Map.of("otp", code)));
        assertThat(statuses).containsOnlyOnce(204).containsOnly(204, 409);
        assertProblem(alice.post("/users/me/totp", ""), 409, "conflict");
    }

    /** Otherwise, a change that holds the account with the smaller id and needs the other one would deadlock. */
    @Test
    void deletion_of_a_disabled_administrator_locks_accounts_in_the_order_of_their_ids() throws SQLException {
        Actor[] admins = Stream.generate(() -> Actors.newActor("admin"))
                .limit(2)
                .sorted(Comparator.comparing(admin -> admin.id().toString()))
                .toArray(Actor[]::new);
        Sql.run("update users set status = 'DISABLED' where id = ?", admins[0].id());
        try (Sql.Transaction change = Sql.begin("select 1 from users where id = ? for update", admins[0].id())) {
            CompletableFuture<Integer> deletion = Parallel.begin(
                    () -> admins[1].delete("/users/" + admins[0].id()).statusCode());
            change.awaitWaiting();
            assertThatCode(() -> change.run("select 1 from users where id = ? for update nowait", admins[1].id()))
                    .doesNotThrowAnyException();
            change.commit();
            assertThat(deletion.join()).isEqualTo(204);
        } finally {
            Actors.removeOtherAdmins();
        }
    }

    @Test
    void one_administrator_remains_when_two_demote_disable_or_delete_each_other() {
        Actor first = Actors.newActor("admin");
        Actor second = Actors.newActor("admin");
        Sql.run(
                "update users set status = 'DISABLED' where role = 'ADMIN' and id not in (?, ?)",
                first.id(),
                second.id());
        try {
            List<Integer> statuses = Parallel.all(Stream.of(List.<Supplier<Integer>>of(
                            () -> first.patch("/users/" + second.id(), Map.of("role", "viewer"))
                                    .statusCode(),
                            () -> second.patch("/users/" + first.id(), Map.of("role", "viewer"))
                                    .statusCode(),
                            () -> first.patch("/users/" + second.id(), Map.of("status", "DISABLED"))
                                    .statusCode(),
                            () -> second.patch("/users/" + first.id(), Map.of("status", "DISABLED"))
                                    .statusCode(),
                            () -> first.delete("/users/" + second.id()).statusCode(),
                            () -> second.delete("/users/" + first.id()).statusCode()))
                    .flatMap(List::stream)
                    .toList());
            assertThat(statuses)
                    .allMatch(status -> List.of(200, 204, 401, 403, 404, 409).contains(status))
                    .containsAnyOf(200, 204);
            assertThat(count("users where role = 'ADMIN' and status = 'ACTIVE'"))
                    .isEqualTo(1);
        } finally {
            Actors.removeOtherAdmins();
        }
    }
}
