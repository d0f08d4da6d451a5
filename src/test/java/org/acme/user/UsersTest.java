package org.acme.user;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsersTest {

    @Nested
    class Creation {

        @Test
        void new_account_can_log_in_with_its_role() {
            String email = UUID.randomUUID() + "@example.com";
            Response created = Actors.admin().post("/users", Actors.account(email, "editor"));

            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(created.header("Location")).endsWith("/api/v1/users/" + created.path("id"));
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

        @Test
        void unknown_account_is_404() {
            String unknown = "/users/" + UUID.randomUUID();
            assertProblem(Actors.admin().patch(unknown, Map.of("displayName", "X")), 404, "not-found");
            assertProblem(Actors.admin().delete(unknown), 404, "not-found");
        }
    }

    @Nested
    class Last_administrator {

        @Test
        void last_administrator_cannot_be_deleted_disabled_or_demoted() {
            Actor admin = Actors.admin();
            String self = "/users/" + admin.id();
            assertProblem(admin.delete(self), 409, "conflict");
            assertProblem(admin.patch(self, Map.of("status", "DISABLED")), 409, "conflict");
            assertProblem(admin.patch(self, Map.of("role", "editor")), 409, "conflict");
            assertThat(admin.patch(self, Map.of("displayName", "Admin")).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void one_administrator_remains_when_two_demote_each_other_in_parallel() throws Exception {
            Actor one = Actors.admin();
            Actor two = Actors.newActor("admin");
            ExecutorService both = Executors.newFixedThreadPool(2);
            try {
                List<Callable<Integer>> demotions = List.of(
                        () -> one.patch("/users/" + two.id(), Map.of("role", "viewer"))
                                .statusCode(),
                        () -> two.patch("/users/" + one.id(), Map.of("role", "viewer"))
                                .statusCode());
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> demotion : both.invokeAll(demotions)) {
                    statuses.add(demotion.get());
                }
                // The second request is refused: its caller is no longer an administrator, or would be the last one.
                assertThat(statuses)
                        .containsOnlyOnce(200)
                        .filteredOn(status -> status != 200)
                        .isSubsetOf(403, 409);
            } finally {
                both.shutdown();
                restore(one, two);
            }
        }

        /** Restores the first administrator with the remaining one, and deletes the second. */
        private void restore(Actor one, Actor two) {
            two.patch("/users/" + one.id(), Map.of("role", "admin"));
            one.patch("/users/" + two.id(), Map.of("role", "viewer"));
        }
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
