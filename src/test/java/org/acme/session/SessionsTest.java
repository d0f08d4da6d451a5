package org.acme.session;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.Json;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.LastUses;
import org.acme.security.crypto.SecretTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsTest {

    @Inject
    PresentedSessions jobs;

    @Inject
    Sessions sessions;

    @Inject
    LastUses uses;

    @Inject
    LoginThrottle throttle;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    static Response refresh(String token) {
        return Actors.post("/auth/refresh", Map.of("refreshToken", token));
    }

    static Response logIn(Actor actor) {
        Response login = Actors.logIn(actor.email(), Actors.PASSWORD);
        login.then().statusCode(200);
        return login;
    }

    static Response present(String accessToken) {
        return Actors.anonymous()
                .header("Authorization", "Bearer " + accessToken)
                .get("/users/me");
    }

    /** Otherwise, of two logins that bind a session to a key, the later would replace the key of the other. */
    @Test
    void change_of_a_session_waits_for_a_concurrent_one() throws SQLException {
        Actor alice = Actors.editor();
        UUID session = UUID.fromString(Tokens.claim(alice.token(), "sid"));
        Caller caller = new Caller(alice.id(), "Alice", Set.of());
        CompletableFuture<Boolean> change;
        try (Sql.Transaction other = Sql.begin("select id from sessions where id = ? for update", session)) {
            change = Parallel.begin(() -> QuarkusTransaction.requiringNew()
                    .call(() -> sessions.ownForUpdate(caller, session, Instant.now())
                            .isPresent()));
            other.awaitWaiting();
            other.commit();
        }
        assertThat(change.join()).isTrue();
    }

    @Nested
    class Refresh {

        @Test
        void refresh_returns_a_new_token_pair_of_the_same_session() {
            Response login = logIn(Actors.editor());
            Response renewed = refresh(login.path("refreshToken"));

            assertThat(renewed.statusCode()).isEqualTo(200);
            assertThat(renewed.<String>path("tokenType")).isEqualTo("Bearer");
            assertThat(renewed.<Integer>path("expiresIn")).isEqualTo(3_600);
            assertThat(renewed.<Integer>path("refreshExpiresIn")).isEqualTo(14 * 24 * 3_600);
            assertThat(renewed.<String>path("refreshToken")).isNotEqualTo(login.path("refreshToken"));
            assertThat(present(renewed.path("accessToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void refresh_keeps_the_authentication_time() {
            Response login = logIn(Actors.editor());
            MovableTime.forward(Duration.ofMinutes(10));
            String renewed = refresh(login.path("refreshToken")).path("accessToken");
            assertThat(claim(renewed, "auth_time")).isEqualTo(claim(login.path("accessToken"), "auth_time"));
        }

        private static int claim(String token, String name) {
            return org.acme.fixture.Tokens.payload(token).getInt(name);
        }

        @Test
        void refresh_token_expires_after_14_idle_days() {
            Response login = logIn(Actors.editor());
            MovableTime.forward(Duration.ofDays(14).plusSeconds(1));
            assertProblem(refresh(login.path("refreshToken")), 401, "invalid-credentials");
        }

        @Test
        void session_expires_after_30_days_despite_refreshes() {
            Response pair = logIn(Actors.editor());
            for (int week = 1; week <= 4; week++) {
                MovableTime.forward(Duration.ofDays(7));
                pair = refresh(pair.path("refreshToken"));
                assertThat(pair.statusCode()).as("week %s", week).isEqualTo(200);
            }
            assertThat(pair.<Integer>path("refreshExpiresIn")).isLessThanOrEqualTo(2 * 24 * 3_600);
            MovableTime.forward(Duration.ofDays(2));
            assertProblem(refresh(pair.path("refreshToken")), 401, "invalid-credentials");
        }

        @Test
        void access_token_is_rejected_when_its_session_reaches_its_maximum_lifetime() {
            Response pair = logIn(Actors.editor());
            Duration last = Duration.ofDays(4).minusMinutes(10);
            for (Duration pause : List.of(Duration.ofDays(13), Duration.ofDays(13), last)) {
                MovableTime.forward(pause);
                pair = refresh(pair.path("refreshToken"));
            }
            String token = pair.path("accessToken");
            assertThat(pair.<Integer>path("expiresIn")).isEqualTo(3_600);
            assertThat(present(token).statusCode()).isEqualTo(200);

            MovableTime.forward(Duration.ofMinutes(11));
            assertProblem(present(token), 401, "unauthenticated");
        }

        private static UUID session(Response pair) {
            return UUID.fromString(Tokens.claim(pair.path("accessToken"), "sid"));
        }

        @Test
        void used_refresh_tokens_are_not_stored_and_reuse_of_the_oldest_revokes_the_session() {
            Response pair = logIn(Actors.editor());
            String oldest = pair.path("refreshToken");
            for (int i = 0; i < 5; i++) {
                pair = refresh(pair.path("refreshToken"));
            }
            assertThat(Sql.column("select count(*) from refresh_tokens where session_id = ?", session(pair))
                            .strip())
                    .isEqualTo("1");

            assertProblem(refresh(oldest), 401, "invalid-credentials");
            assertProblem(present(pair.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void altered_refresh_token_does_not_revoke_the_session() {
            Response pair = logIn(Actors.editor());
            String used = pair.path("refreshToken");
            Response other = logIn(Actors.editor());
            Response next = refresh(used);
            int end = used.lastIndexOf('.');
            String others = other.path("refreshToken");
            for (String altered : List.of(
                    used.substring(0, end),
                    used.substring(end),
                    "x" + used,
                    used + "A",
                    used.substring(0, end) + others.substring(others.lastIndexOf('.')))) {
                assertProblem(refresh(altered), 401, "invalid-credentials");
            }
            assertThat(present(next.path("accessToken")).statusCode()).isEqualTo(200);
            assertThat(present(other.path("accessToken")).statusCode()).isEqualTo(200);
        }

        @Test
        void refresh_token_of_an_earlier_version_works_once_and_its_reuse_revokes_the_session() {
            Response pair = logIn(Actors.editor());
            Sql.run(
                    "update refresh_tokens set hash = ? where session_id = ?",
                    SecretTokens.hash("earlier.token"),
                    session(pair));
            Response next = refresh("earlier.token");
            assertThat(next.statusCode()).isEqualTo(200);

            assertProblem(refresh("earlier.token"), 401, "invalid-credentials");
            assertProblem(present(next.path("accessToken")), 401, "unauthenticated");
        }

        @Test
        void refresh_that_failed_can_be_retried_with_the_same_token() {
            String token = logIn(Actors.editor()).path("refreshToken");
            try (FailingDatabase failing = FailingDatabase.onUseOf("57P03", List.of("users"))) {
                assertProblem(refresh(token), 503, "unavailable");
            }
            assertThat(refresh(token).statusCode()).isEqualTo(200);
        }

        @Test
        void refresh_counts_as_a_use_of_the_session() {
            Actor alice = Actors.editor();
            Response login = logIn(alice);
            MovableTime.forward(Duration.ofMinutes(5));
            refresh(login.path("refreshToken")).then().statusCode(200);
            Map<String, String> used =
                    alice.get("/auth/sessions").path("items.find { it.id == '" + session(login) + "' }");
            assertThat(Instant.parse(used.get("lastUsedAt")))
                    .isAfter(Instant.parse(used.get("createdAt")).plusSeconds(240));
        }

        @Test
        void unknown_refresh_token_is_rejected() {
            assertProblem(refresh("made-up"), 401, "invalid-credentials");
        }
    }

    @Nested
    class Session_list {

        @Test
        void session_list_shows_own_sessions_and_marks_the_current_one() {
            Actor alice = Actors.editor();
            Response login = Actors.anonymous()
                    .contentType("application/json")
                    .header("User-Agent", "Browser of Alice")
                    .body(Map.of("email", alice.email(), "password", Actors.PASSWORD))
                    .post("/auth/login");

            Response list = alice.get("/auth/sessions");
            assertThat(list.<List<Map<String, Object>>>path("items")).hasSize(2).allSatisfy(item -> assertThat(
                            item.keySet())
                    .containsExactlyInAnyOrder("id", "createdAt", "lastUsedAt", "userAgent", "address", "current"));
            assertThat(UUID.fromString(Tokens.claim(login.path("accessToken"), "sid"))
                            .version())
                    .isEqualTo(7);
            assertThat(list.<List<String>>path("items.userAgent")).contains("Browser of Alice");
            assertThat(list.<List<Boolean>>path("items.current")).containsExactlyInAnyOrder(true, false);
            assertThat(login.statusCode()).isEqualTo(200);
        }

        @Test
        void session_list_pages_through_every_session_with_the_current_one_first() {
            Actor alice = Actors.editor();
            for (int i = 0; i < 130; i++) {
                Actors.again(alice);
            }
            for (int limit : List.of(1, 7, 20, 100)) {
                List<String> ids = new ArrayList<>();
                List<Boolean> current = new ArrayList<>();
                String cursor = "";
                while (cursor != null) {
                    EmptyWindows.letThemPass();
                    JsonNode page = Json.of(alice.get("/auth/sessions?limit=" + limit + cursor));
                    assertThat(page.path("items").size()).isBetween(1, limit);
                    for (JsonNode item : page.path("items")) {
                        ids.add(item.path("id").textValue());
                        current.add(item.path("current").booleanValue());
                    }
                    String next = page.path("nextCursor").textValue();
                    cursor = next == null ? null : "&cursor=" + next;
                }
                assertThat(ids)
                        .doesNotHaveDuplicates()
                        .hasSize(131)
                        .first()
                        .isEqualTo(Tokens.claim(alice.token(), "sid"));
                assertThat(current).containsOnlyOnce(true).startsWith(true);
            }
        }

        @Test
        void session_list_cursor_is_bound_to_its_session_and_page_size_is_1_to_100() {
            Actor alice = Actors.editor();
            Actor again = Actors.again(alice);
            String cursor = alice.get("/auth/sessions?limit=1").path("nextCursor");
            assertThat(alice.get("/auth/sessions?cursor=" + cursor).<List<String>>path("items.id"))
                    .containsExactly(Tokens.claim(again.token(), "sid"));
            assertProblem(again.get("/auth/sessions?cursor=" + cursor), 400, "malformed-request");
            assertProblem(Actors.editor().get("/auth/sessions?cursor=" + cursor), 400, "malformed-request");
            for (String limit : List.of("0", "101", "-1", "x", "")) {
                assertProblem(alice.get("/auth/sessions?limit=" + limit), 400, "malformed-request");
            }
        }

        @Test
        void session_of_another_user_cannot_be_revoked() {
            Actor bob = Actors.editor();
            String session = bob.get("/auth/sessions").path("items[0].id");
            assertProblem(Actors.editor().delete("/auth/sessions/" + session), 404, "not-found");
            assertProblem(Actors.editor().delete("/auth/sessions/" + UUID.randomUUID()), 404, "not-found");
            assertThat(bob.get("/users/me").statusCode()).isEqualTo(200);
        }

        @Test
        void last_use_of_a_session_is_recorded_asynchronously() {
            Actor alice = Actors.editor();
            String opened = alice.get("/auth/sessions").path("items[0].lastUsedAt");
            MovableTime.forward(Duration.ofMinutes(5));
            alice.get("/users/me");
            jobs.recordLastUses();
            assertThat(alice.get("/auth/sessions").<String>path("items[0].lastUsedAt"))
                    .isGreaterThan(opened);
        }

        private void use(UUID session, Instant at) {
            QuarkusTransaction.requiringNew().run(() -> sessions.unscopedRecordUse(session, at));
        }

        private static Instant lastUse(Actor actor) {
            return Instant.parse(actor.get("/auth/sessions").path("items[0].lastUsedAt"));
        }

        @Test
        void earlier_use_of_a_session_does_not_replace_a_later_one_and_a_locked_session_is_skipped()
                throws SQLException {
            Actor alice = Actors.editor();
            UUID session = UUID.fromString(Tokens.claim(alice.token(), "sid"));
            Instant opened = lastUse(alice);
            use(session, opened.minusSeconds(60));
            assertThat(lastUse(alice)).isEqualTo(opened);
            try (Sql.Transaction lock = Sql.begin("select 1 from sessions where id = ? for update", session)) {
                assertThat(CompletableFuture.runAsync(() -> use(session, opened.plusSeconds(60)), Parallel::run))
                        .succeedsWithin(Duration.ofSeconds(10));
            }
            assertThat(lastUse(alice)).isEqualTo(opened);
        }

        @Test
        void last_uses_are_written_in_short_transactions_and_kept_when_the_database_fails() {
            Actor alice = Actors.editor();
            Sql.run(
                    "insert into sessions (id, user_id, created_at, last_used_at, authenticated_at, ends_at, user_agent,"
                            + " address, device) select gen_random_uuid(), ?, now(), now() - interval '1 hour', now(),"
                            + " now() + interval '1 day', '', '', '' from generate_series(1, 450)",
                    alice.id());
            Sql.column("select id from sessions where user_id = ?", alice.id())
                    .lines()
                    .map(UUID::fromString)
                    .forEach(uses::recordSession);
            try (FailingDatabase failing = FailingDatabase.onUseOf("57P03", List.of("sessions"))) {
                assertThatThrownBy(jobs::recordLastUses).isNotNull();
            }
            jobs.recordLastUses();
            assertThat(Sql.column(
                            "select count(*) from sessions where user_id = ? and last_used_at < now() - interval '1 minute'",
                            alice.id()))
                    .isEqualTo("0\n");
            String mostAtOnce = Sql.column(
                    "select max(n) from (select count(*) n from sessions where user_id = ? group by xmin::text) t",
                    alice.id());
            assertThat(Integer.parseInt(mostAtOnce.strip())).isBetween(1, 200);
        }
    }

    private void purge() {
        jobs.purgeEnded();
        jobs.purgeRevoked();
    }

    private static String rows(Actor owner) {
        return Sql.column("select count(*) from sessions where user_id = ?", owner.id())
                .strip();
    }

    @Test
    void purge_keeps_a_session_that_is_older_than_seven_days_and_still_used() {
        Actor alice = Actors.editor();
        String token = logIn(alice).path("refreshToken");
        for (int weeks = 0; weeks < 3; weeks++) {
            MovableTime.forward(Duration.ofDays(8));
            purge();
            Response renewed = refresh(token);
            assertThat(renewed.statusCode()).isEqualTo(200);
            token = renewed.path("refreshToken");
        }
    }

    @Test
    void purge_deletes_a_revoked_session_seven_days_after_its_revocation() {
        Actor alice = Actors.editor();
        alice.post("/auth/logout", "").then().statusCode(204);
        MovableTime.forward(Duration.ofDays(7).minusMinutes(1));
        purge();
        assertThat(rows(alice)).isEqualTo("1");
        MovableTime.forward(Duration.ofMinutes(2));
        purge();
        assertThat(rows(alice)).isEqualTo("0");
    }

    @Test
    void purge_deletes_a_session_seven_days_after_its_end() {
        Actor alice = Actors.editor();
        Sql.run("update sessions set ends_at = now() - interval '10079 minutes' where user_id = ?", alice.id());
        purge();
        assertThat(rows(alice)).isEqualTo("1");
        MovableTime.forward(Duration.ofMinutes(2));
        purge();
        assertThat(rows(alice)).isEqualTo("0");
    }

    @Test
    void purge_deletes_login_failures_a_day_after_the_last_one() {
        Sql.run(
                "insert into login_failures (account, device, failures, updated_at) values"
                        + " ('purge', 'old', 1, now() - interval '1441 minutes'), ('purge', 'new', 1, now() - interval '1439 minutes')");
        throttle.purge();
        assertThat(Sql.column("select device from login_failures where account = 'purge'")
                        .strip())
                .isEqualTo("new");
    }

    @Test
    void purge_deletes_only_ended_sessions_and_their_tokens() {
        Actor alice = Actors.editor();
        logIn(alice);
        MovableTime.forward(Duration.ofDays(98));
        Response fresh = logIn(alice);
        purge();
        purge();

        assertThat(Sql.column("select count(*) from sessions where user_id = ?", alice.id())
                        .strip())
                .isEqualTo("1");
        assertThat(refresh(fresh.path("refreshToken")).statusCode()).isEqualTo(200);
    }
}
