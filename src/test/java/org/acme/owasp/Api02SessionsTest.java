package org.acme.owasp;

import static org.acme.fixture.Actors.PASSWORD;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Authenticator;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.Parallel;
import org.acme.fixture.PreparedStatements;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stolen tokens: reuse detection, immediate revocation, and recent authentication for sensitive operations. */
@Tag("API2")
@QuarkusTest
class Api02SessionsTest {

    @Inject
    EntityManagerFactory database;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    static Response refresh(String token) {
        return Actors.post("/auth/refresh", Map.of("refreshToken", token));
    }

    static Response logIn(Actor actor) {
        Response login = Actors.logIn(actor.email(), PASSWORD);
        login.then().statusCode(200);
        return login;
    }

    static Response present(String accessToken) {
        return Actors.anonymous()
                .header("Authorization", "Bearer " + accessToken)
                .get("/reports");
    }

    static String eventsOf(Actor actor) {
        return Sql.column("select type from audit_events where actor = ? or subject = ?", actor.id(), actor.id());
    }

    @Nested
    @OwnLogin
    class Refresh_tokens {

        @Test
        void reused_refresh_token_revokes_the_session_of_attacker_and_owner() {
            Actor alice = Actors.editor();
            String stolen = logIn(alice).path("refreshToken");
            Response owners = refresh(stolen);

            assertProblem(refresh(stolen), 401, "invalid-credentials");

            assertProblem(present(owners.path("accessToken")), 401, "unauthenticated");
            assertProblem(refresh(owners.path("refreshToken")), 401, "invalid-credentials");
            assertThat(eventsOf(alice)).contains("refresh-token-reused");
        }

        @Test
        void reuse_of_an_expired_refresh_token_revokes_the_session() {
            Response pair = logIn(Actors.editor());
            String stolen = pair.path("refreshToken");
            for (int week = 0; week < 3; week++) {
                MovableTime.forward(Duration.ofDays(7));
                pair = refresh(pair.path("refreshToken"));
            }
            refresh(stolen);
            assertProblem(present(pair.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void expired_refresh_token_that_a_client_tries_twice_is_not_mistaken_for_a_reused_one() {
            Actor alice = Actors.editor();
            String idle = logIn(alice).path("refreshToken");
            MovableTime.forward(Duration.ofDays(14).plusMinutes(1));
            assertProblem(refresh(idle), 401, "invalid-credentials");
            assertProblem(refresh(idle), 401, "invalid-credentials");
            assertThat(eventsOf(alice)).doesNotContain("refresh-token-reused");
        }

        @Test
        void refresh_token_that_is_used_50_times_in_parallel_succeeds_once() {
            String token = logIn(Actors.editor()).path("refreshToken");
            List<Integer> statuses = Parallel.times(50, () -> refresh(token).statusCode());
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            // The rate limit of the session's refreshes refuses some requests before the token is checked.
            assertThat(statuses)
                    .filteredOn(status -> status != 200)
                    .isSubsetOf(401, 429)
                    .contains(401);
        }

        @Test
        void client_that_knows_only_a_session_id_cannot_exhaust_the_refresh_limit_of_the_session() {
            Response login = logIn(Actors.editor());
            String session = Tokens.claim(login.path("accessToken"), "sid");
            for (int i = 0; i < 31; i++) {
                assertThat(refresh(session + "." + "A".repeat(43)).statusCode()).isIn(401, 429);
            }
            assertThat(refresh(login.path("refreshToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void refreshes_of_one_session_share_one_rate_limit() {
            Response pair = logIn(Actors.editor());
            for (int i = 0; i < 30; i++) {
                pair = refresh(pair.path("refreshToken"));
                assertThat(pair.statusCode()).isEqualTo(200);
            }
            assertProblem(refresh(pair.path("refreshToken")), 429, "rate-limited");
        }

        @Test
        void refresh_token_has_256_random_bits_and_is_stored_only_as_a_hash() {
            String token = logIn(Actors.editor()).path("refreshToken");
            String next = refresh(token).path("refreshToken");
            assertThat(Stream.of(token, next).map(text -> text.split("\\.")[1]))
                    .doesNotHaveDuplicates()
                    .allMatch(secret -> secret.matches("[\\w-]{43}"));
            assertThat(Sql.column("select hash from refresh_tokens"))
                    .doesNotContain(token, next)
                    .contains(Tokens.hash(next));
        }
    }

    @Nested
    class Immediate_revocation {

        static Stream<Named<BiConsumer<Actor, Actor>>> ends() {
            return Stream.of(
                    end("logging out", (admin, alice) -> alice.post("/auth/logout", "")),
                    end(
                            "revoking the session",
                            (admin, alice) -> alice.delete("/auth/sessions/"
                                    + alice.get("/auth/sessions").path("items.find { it.current }.id"))),
                    end("revoking all sessions", (admin, alice) -> alice.delete("/auth/sessions")),
                    end(
                            "disabling the account",
                            (admin, alice) -> admin.patch("/users/" + alice.id(), Map.of("status", "DISABLED"))),
                    end("deleting the account", (admin, alice) -> admin.delete("/users/" + alice.id())));
        }

        private static Named<BiConsumer<Actor, Actor>> end(String name, BiConsumer<Actor, Actor> action) {
            return Named.of(name, action);
        }

        @ParameterizedTest
        @MethodSource("ends")
        void access_token_is_rejected_on_the_next_request_after_its_session_ended(BiConsumer<Actor, Actor> end) {
            Actor alice = Actors.editor();
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
            end.accept(Actors.admin(), alice);
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
        }

        @Test
        @OwnLogin
        void password_change_revokes_every_other_session_of_the_user() {
            Actor alice = Actors.editor();
            Actor elsewhere = Actors.again(alice);
            assertThat(elsewhere.get("/reports").statusCode()).isEqualTo(200);
            alice.post("/users/me/password", Map.of("currentPassword", PASSWORD, "newPassword", "another good one"))
                    .then()
                    .statusCode(204);
            assertProblem(elsewhere.get("/reports"), 401, "unauthenticated");
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        }

        @Test
        void demoted_user_loses_permissions_on_the_next_request() {
            Actor alice = Actors.editor();
            Actor admin = Actors.admin();
            // The account is cached for two seconds.
            alice.writesPrivately();
            admin.patch("/users/" + alice.id(), Map.of("role", "viewer"));
            assertProblem(alice.post("/reports", Map.of()), 403, "forbidden");
            assertThat(alice.get("/users/me").<String>path("role")).isEqualTo("viewer");
        }

        @Test
        @OwnLogin
        void access_token_of_a_disabled_account_stays_rejected_after_the_account_is_enabled_again() {
            Actor alice = Actors.editor();
            for (String status : List.of("DISABLED", "ACTIVE")) {
                Actors.admin()
                        .patch("/users/" + alice.id(), Map.of("status", status))
                        .then()
                        .statusCode(200);
            }
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
            assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
        }

        private static void addSessions(Actor owner, int count) {
            Sql.run(
                    "insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, user_agent,"
                            + " address, device) select gen_random_uuid(), cast(? as uuid), now() - interval '1 hour',"
                            + " now(), now(), now() + interval '1 day', '', '', '' from generate_series(1, ?)",
                    owner.id(),
                    count);
        }

        private static String liveSessions(Actor owner) {
            return Sql.column("select count(*) from sessions where user_id = ? and revoked_at is null", owner.id());
        }

        /** Otherwise, an attacker with the password could open more sessions than one statement can revoke. */
        @Test
        @OwnLogin
        void login_ends_the_oldest_session_of_a_user_who_has_a_thousand() {
            Actor alice = Actors.editor();
            addSessions(alice, 1_050);
            try (LogLines audit = LogLines.of("audit")) {
                assertThat(Actors.logIn(alice.email(), PASSWORD).statusCode()).isEqualTo(200);
                assertThat(audit.lines())
                        .filteredOn(line -> line.contains("\"session-revoked\""))
                        .hasSizeGreaterThanOrEqualTo(50);
            }
            assertThat(liveSessions(alice)).isEqualTo("1000\n");
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        }

        /** The limit applies at logins only, so a database can contain more sessions. */
        @Test
        @OwnLogin
        void user_with_twenty_thousand_sessions_can_be_disabled_and_deleted() {
            Actor alice = Actors.editor();
            addSessions(alice, 20_000);
            Actors.admin()
                    .patch("/users/" + alice.id(), Map.of("status", "DISABLED"))
                    .then()
                    .statusCode(200);
            assertThat(liveSessions(alice)).isEqualTo("0\n");
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
            Actors.admin().delete("/users/" + alice.id()).then().statusCode(204);
        }

        @Test
        void session_revoked_without_a_notification_is_rejected_within_the_revocation_delay() {
            Actor alice = Actors.editor();
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
            Sql.run("update sessions set revoked_at = now() where user_id = ?", alice.id());
            MovableTime.forward(Duration.ofSeconds(2));
            assertProblem(alice.get("/reports"), 401, "unauthenticated");
        }
    }

    @Test
    void session_is_not_looked_up_in_the_database_for_each_request() {
        Actor alice = Actors.editor();
        alice.get("/reports");
        PreparedStatements.assertOneForEachListOf(alice, database);
    }

    @Nested
    class Recent_authentication {

        private static final Map<String, Object> KEY =
                Map.of("name", "robot", "permissions", List.of("reports:read"), "expiresAt", "2999-01-01T00:00:00Z");

        static Stream<Named<Consumer<Actor>>> sensitive() {
            return Stream.of(
                    operation("creating a user", a -> refused(a.post("/users", Map.of()))),
                    operation("deleting a user", a -> refused(a.delete("/users/" + a.id()))),
                    operation("changing a role", a -> refused(a.patch("/users/" + a.id(), Map.of("role", "viewer")))),
                    operation(
                            "changing a status",
                            a -> refused(a.patch("/users/" + a.id(), Map.of("status", "DISABLED")))),
                    operation("changing the password", a -> refused(a.post("/users/me/password", Map.of()))),
                    operation("enrolling a second factor", a -> refused(a.post("/users/me/totp", ""))),
                    operation("confirming a second factor", a -> refused(a.post("/users/me/totp/confirm", Map.of()))),
                    operation("removing the second factor", a -> refused(a.delete("/users/me/totp"))),
                    operation(
                            "changing a setting",
                            a -> refused(a.put("/settings/app.flow.export.daily", Map.of("value", 20)))),
                    operation("creating an API key", a -> refused(a.post("/api-keys", KEY))));
        }

        private static Named<Consumer<Actor>> operation(String name, Consumer<Actor> operation) {
            return Named.of(name, operation);
        }

        private static void refused(Response answer) {
            assertProblem(answer, 401, "reauthentication-required");
            assertThat(answer.header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
        }

        @ParameterizedTest
        @MethodSource("sensitive")
        @OwnLogin
        void sensitive_operation_requires_recent_authentication(Consumer<Actor> operation) {
            Actor admin = Actors.admin();
            MovableTime.forward(Duration.ofSeconds(302));
            operation.accept(admin);
        }

        @Test
        void change_of_a_display_name_requires_no_recent_authentication() {
            Actor alice = Actors.viewer();
            Actor admin = Actors.admin();
            MovableTime.forward(Duration.ofSeconds(302));
            admin.patch("/users/" + alice.id(), Map.of("displayName", "Alice"))
                    .then()
                    .statusCode(200);
        }

        @Test
        @OwnLogin
        void reauthentication_with_the_password_renews_the_authentication_time() {
            Actor alice = Actors.editor();
            MovableTime.forward(Duration.ofSeconds(302));
            String renewed = alice.post("/auth/reauthenticate", Map.of("password", PASSWORD))
                    .path("accessToken");
            Actor again = new Actor(alice.id(), alice.email(), renewed);
            again.post("/users/me/totp", "").then().statusCode(200);
        }

        @Test
        @OwnLogin
        void reauthentication_with_a_wrong_password_or_without_the_second_factor_is_rejected() {
            Actor alice = Actors.editor();
            assertProblem(
                    alice.post("/auth/reauthenticate", Map.of("password", "not the password")),
                    401,
                    "invalid-credentials");
            Authenticator authenticator = Authenticator.enrolledBy(alice);
            assertProblem(alice.post("/auth/reauthenticate", Map.of("password", PASSWORD)), 401, "otp-required");
            alice.post("/auth/reauthenticate", Map.of("password", PASSWORD, "otp", authenticator.code()))
                    .then()
                    .statusCode(200);
        }

        @Test
        @OwnLogin
        void stolen_refresh_token_does_not_inherit_the_recent_authentication_of_its_owner() {
            Actor alice = Actors.editor();
            Response login = logIn(alice);
            MovableTime.forward(Duration.ofSeconds(302));
            Actors.anonymous()
                    .contentType("application/json")
                    .header("Authorization", "Bearer " + login.path("accessToken"))
                    .body(Map.of("password", PASSWORD))
                    .post("/auth/reauthenticate")
                    .then()
                    .statusCode(200);
            String ofThief = refresh(login.path("refreshToken")).path("accessToken");
            refused(new Actor(alice.id(), alice.email(), ofThief).post("/api-keys", KEY));
        }

        @Test
        @OwnLogin
        void token_refresh_does_not_renew_the_authentication_time() {
            Actor alice = Actors.editor();
            Response login = logIn(alice);
            MovableTime.forward(Duration.ofSeconds(302));
            String token = refresh(login.path("refreshToken")).path("accessToken");
            Actor later = new Actor(alice.id(), alice.email(), token);
            assertProblem(later.post("/users/me/totp", ""), 401, "reauthentication-required");
        }

        @Test
        @OwnLogin
        void authentication_in_the_future_is_not_recent_after_the_clock_was_set_back() {
            Actor alice = Actors.editor();
            MovableTime.forward(Duration.ofDays(1));
            Response login = logIn(alice);
            MovableTime.backToToday();
            String token = refresh(login.path("refreshToken")).path("accessToken");
            refused(new Actor(alice.id(), alice.email(), token).post("/api-keys", KEY));
        }

        @Test
        void api_key_never_counts_as_recent_authentication() {
            String key = Actors.admin().makesApiKey("users:create", "users:update");
            Response created = Actors.anonymous()
                    .header("X-API-Key", key)
                    .contentType("application/json")
                    .body(Actors.account("by-a-robot@example.com", "admin"))
                    .post("/users");
            assertProblem(created, 403, "forbidden");
            Response promoted = Actors.anonymous()
                    .header("X-API-Key", key)
                    .contentType("application/json")
                    .body(Map.of("role", "admin"))
                    .patch("/users/" + Actors.viewer().id());
            assertProblem(promoted, 403, "forbidden");
        }
    }
}
