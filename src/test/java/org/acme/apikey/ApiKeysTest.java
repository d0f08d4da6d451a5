package org.acme.apikey;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.FailingDatabase;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.Tokens;
import org.acme.fixture.UnknownApiKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiKeysTest {

    @Inject
    PresentedKeys presented;

    @Inject
    ApiKeys keys;

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
    }

    static Response with(String key, String path) {
        return Actors.anonymous().header("X-API-Key", key).get(path);
    }

    static Response create(Actor owner, Object permissions, Instant expiresAt) {
        return owner.post(
                "/api-keys", Map.of("name", "robot", "permissions", permissions, "expiresAt", expiresAt.toString()));
    }

    static Instant in(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }

    @Nested
    class Creation {

        @Test
        void api_key_is_shown_once_and_recognisable_by_secret_scanners() {
            Actor alice = Actors.editor();
            Response created = create(alice, List.of("reports:read"), in(365));

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(UUID.fromString(created.path("id")).version()).isEqualTo(7);
            String key = created.path("key");
            assertThat(key).matches("pal_[0-9a-f]{8}_[0-9a-f]{72}").startsWith(created.<String>path("prefix"));
            assertThat(alice.get("/api-keys").asString()).doesNotContain(key).contains(created.<String>path("id"));
            assertThat(Sql.column("select hash || prefix || name from api_keys"))
                    .doesNotContain(key);
            assertThat(Sql.column("select hash from api_keys where user_id = ?", alice.id())
                            .strip())
                    .isEqualTo(Tokens.hash(key));
        }

        @Test
        void api_key_has_only_permissions_of_its_owner() {
            for (Object wanted : List.of("users:create", "reports:*", "*", "account:own", "nothing")) {
                Response refusal = create(Actors.editor(), List.of("reports:read", wanted), in(7));
                assertThat(assertProblem(refusal, 400, "validation-failed").getString("violations[0].field"))
                        .isEqualTo("permissions");
            }
            assertProblem(create(Actors.editor(), List.of(), in(7)), 400, "validation-failed");
        }

        @Test
        void permission_that_a_request_for_an_api_key_names_twice_counts_once() {
            Response created = create(Actors.editor(), List.of("reports:read", "reports:read"), in(7));
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.<List<String>>path("permissions")).containsExactly("reports:read");
        }

        @Test
        void api_key_must_expire_within_a_year() {
            Actor alice = Actors.editor();
            assertProblem(create(alice, List.of("reports:read"), in(367)), 400, "validation-failed");
            assertProblem(create(alice, List.of("reports:read"), in(-1)), 400, "validation-failed");
            assertProblem(
                    alice.post("/api-keys", Map.of("name", "robot", "permissions", List.of("reports:read"))),
                    400,
                    "validation-failed");
        }

        @Test
        void user_has_at_most_20_api_keys() {
            Actor alice = Actors.editor();
            for (int i = 0; i < 20; i++) {
                alice.makesApiKey("reports:read");
            }
            assertProblem(create(alice, List.of("reports:read"), in(7)), 409, "conflict");
        }
    }

    @Nested
    class Use {

        @Test
        void api_key_acts_as_its_owner_within_its_permissions() {
            Actor alice = Actors.editor();
            String report = alice.writesPrivately();
            String key = alice.makesApiKey("reports:read");

            assertThat(with(key, "/reports/" + report).statusCode()).isEqualTo(200);
            assertProblem(with(key, "/users"), 403, "forbidden");
            assertProblem(Actors.anonymous().header("X-API-Key", key).delete("/reports/" + report), 403, "forbidden");
            assertProblem(with(Actors.editor().makesApiKey("reports:read"), "/reports/" + report), 404, "not-found");
        }

        @Test
        void api_key_loses_permissions_that_its_owner_loses() {
            Actor alice = Actors.editor();
            String key = alice.makesApiKey("reports:write", "reports:read");
            assertThat(with(key, "/reports").statusCode()).isEqualTo(200);
            Actors.admin().patch("/users/" + alice.id(), Map.of("role", "viewer"));

            Response refusal = Actors.anonymous()
                    .header("X-API-Key", key)
                    .contentType("application/json")
                    .body(Map.of("title", "t", "body", "", "visibility", "PRIVATE"))
                    .post("/reports");
            assertProblem(refusal, 403, "forbidden");
            assertThat(with(key, "/reports").statusCode()).isEqualTo(200);

            Actors.admin().patch("/users/" + alice.id(), Map.of("status", "DISABLED"));
            assertProblem(with(key, "/reports"), 401, "unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/users/me", "/auth/sessions", "/api-keys"})
        void api_key_cannot_reach_the_account_of_its_owner(String path) {
            assertProblem(with(Actors.admin().makesApiKey("reports:read", "users:read"), path), 403, "forbidden");
        }

        @Test
        void revoked_api_key_is_rejected_on_the_next_request() {
            Actor alice = Actors.editor();
            String key = alice.makesApiKey("reports:read");
            String path = "/api-keys/" + alice.get("/api-keys").path("items[0].id");
            assertProblem(Actors.editor().delete(path), 404, "not-found");
            // The key is cached for two seconds.
            assertThat(with(key, "/reports").statusCode()).isEqualTo(200);
            alice.delete(path).then().statusCode(204);
            assertProblem(with(key, "/reports"), 401, "unauthenticated");
        }

        @Test
        void expired_api_key_is_rejected() {
            String key = Actors.editor().makesApiKey("reports:read");
            MovableTime.forward(Duration.ofDays(7).plusMinutes(1));
            assertProblem(with(key, "/reports"), 401, "unauthenticated");
        }

        @Test
        void expired_api_keys_are_deleted_with_their_stored_responses() {
            Actor alice = Actors.editor();
            for (int i = 0; i < 20; i++) {
                alice.calling()
                        .contentType("application/json")
                        .header("Idempotency-Key", "key-" + i)
                        .body(Map.of("name", "robot", "permissions", List.of("reports:read"), "expiresAt", expiry(i)))
                        .post("/api-keys")
                        .then()
                        .statusCode(201);
            }
            MovableTime.forward(Duration.ofHours(2));
            presented.purge();

            Actor later = Actors.again(alice);
            assertThat(later.get("/api-keys").<List<String>>path("items.id")).hasSize(1);
            assertThat(Sql.column("select count(*) from idempotency_keys where user_id = ?", alice.id()))
                    .isEqualTo("1\n");
            assertThat(create(later, List.of("reports:read"), in(7)).statusCode())
                    .isEqualTo(201);
        }

        @Test
        void api_key_that_cannot_be_deleted_does_not_stop_the_purge_of_others() {
            Actor alice = Actors.editor();
            List<String> ids = new ArrayList<>();
            for (int days = 1; days <= 3; days++) {
                ids.add(create(alice, List.of("reports:read"), in(days)).path("id"));
            }
            MovableTime.forward(Duration.ofDays(4));
            try (FailingDatabase failing =
                    FailingDatabase.onDeletionOf("api_keys", UUID.fromString(ids.get(0)), "57014")) {
                assertThatThrownBy(() -> presented.purge()).hasStackTraceContaining("failed on purpose");
                assertThat(keysOf(alice)).isEqualTo(ids.get(0));
            }
            presented.purge();
            assertThat(keysOf(alice)).isEmpty();
        }

        @Test
        void api_key_that_is_deleted_meanwhile_does_not_fail_the_purge() throws Exception {
            Actor alice = Actors.editor();
            String id = create(alice, List.of("reports:read"), in(1)).path("id");
            MovableTime.forward(Duration.ofDays(2));
            try (Sql.Transaction other = Sql.begin("delete from api_keys where id = ?", UUID.fromString(id))) {
                CompletableFuture<Void> deletion =
                        CompletableFuture.runAsync(() -> commitOnceAwaited(other), Parallel::run);
                assertThatCode(() -> presented.purge()).doesNotThrowAnyException();
                assertThat(deletion).succeedsWithin(Duration.ofMinutes(1));
            }
        }

        private static void commitOnceAwaited(Sql.Transaction transaction) {
            transaction.awaitWaiting();
            try {
                transaction.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String keysOf(Actor owner) {
            return Sql.column("select id from api_keys where user_id = ?", owner.id())
                    .strip();
        }

        /** The first key expires tomorrow, all others in an hour. */
        private static String expiry(int key) {
            return Instant.now().plus(key == 0 ? 24 : 1, ChronoUnit.HOURS).toString();
        }

        @Test
        void last_use_of_an_api_key_is_recorded_without_a_write_per_request() {
            Actor alice = Actors.editor();
            String key = alice.makesApiKey("reports:read");
            with(key, "/reports");
            assertThat(alice.get("/api-keys").<String>path("items[0].lastUsedAt"))
                    .isNull();
            presented.recordLastUses();
            assertThat(alice.get("/api-keys").<String>path("items[0].lastUsedAt"))
                    .isNotNull();
        }
    }

    private void use(UUID key, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> keys.unscopedRecordUse(key, at));
    }

    private static Instant lastUse(Actor actor) {
        return Instant.parse(actor.get("/api-keys").path("items[0].lastUsedAt"));
    }

    @Test
    void earlier_use_of_an_api_key_does_not_replace_a_later_one_and_a_locked_key_is_skipped() throws SQLException {
        Actor alice = Actors.editor();
        alice.makesApiKey("reports:read");
        UUID key = UUID.fromString(alice.get("/api-keys").path("items[0].id"));
        Instant used = Instant.parse("2026-01-01T00:00:00Z");
        use(key, used);
        use(key, used.minusSeconds(60));
        assertThat(lastUse(alice)).isEqualTo(used);
        try (Sql.Transaction lock = Sql.begin("select 1 from api_keys where id = ? for update", key)) {
            assertThat(CompletableFuture.runAsync(() -> use(key, used.plusSeconds(60)), Parallel::run))
                    .succeedsWithin(Duration.ofSeconds(10));
        }
        assertThat(lastUse(alice)).isEqualTo(used);
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "pal_",
                    "pal_00000000_000000000000000000000000000000000000000000000000000000000000000000000000"
                })
        void malformed_api_key_is_rejected(String text) {
            assertProblem(with(text, "/reports"), 401, "unauthenticated");
        }

        @Test
        void api_key_with_a_wrong_secret_is_rejected() {
            String key = Actors.editor().makesApiKey("reports:read");
            char last = key.charAt(key.length() - 9) == '0' ? '1' : '0';
            String altered = UnknownApiKey.withChecksum(key.substring(0, key.length() - 9) + last);
            assertProblem(with(altered, "/reports"), 401, "unauthenticated");
        }

        @Test
        void request_with_two_api_keys_is_rejected() {
            Actor alice = Actors.editor();
            Response both = Actors.anonymous()
                    .header("X-API-Key", alice.makesApiKey("reports:read"), alice.makesApiKey("reports:read"))
                    .get("/reports");
            assertProblem(both, 400, "malformed-request");
        }

        @Test
        void request_with_an_api_key_and_a_bearer_token_is_rejected() {
            Actor alice = Actors.editor();
            Response both = alice.calling()
                    .header("X-API-Key", alice.makesApiKey("reports:read"))
                    .get("/reports");
            assertProblem(both, 400, "malformed-request");
        }

        @Test
        void api_key_in_the_url_is_not_read() {
            String key = Actors.editor().makesApiKey("reports:read");
            assertProblem(Actors.anonymous().get("/reports?X-API-Key=" + key), 401, "unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(strings = {"api_key", "apikey", "api-key", "x-api-key", "key", "access_token", "token"})
        void api_key_in_a_parameter_or_cookie_is_not_read(String name) {
            String key = Actors.editor().makesApiKey("reports:read");
            assertThat(with(key, "/reports").statusCode()).isEqualTo(200);

            assertProblem(Actors.anonymous().queryParam(name, key).get("/reports"), 401, "unauthenticated");
            assertProblem(Actors.anonymous().cookie(name, key).get("/reports"), 401, "unauthenticated");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Authorization: %s",
                    "Authorization: ApiKey %s",
                    "Authorization: Bearer %s",
                    "Authorization: Key %s",
                    "Authorization: Token %s",
                    "Api-Key: %s",
                    "ApiKey: %s",
                    "X-Api-Token: %s",
                    "X-Auth-Token: %s"
                })
        void api_key_in_another_header_is_not_read(String header) {
            String key = Actors.editor().makesApiKey("reports:read");
            assertThat(with(key, "/reports").statusCode()).isEqualTo(200);

            String[] parts = header.formatted(key).split(": ");
            Response refusal = Actors.anonymous().header(parts[0], parts[1]).get("/reports");
            assertProblem(refusal, 401, "unauthenticated");
        }
    }
}
