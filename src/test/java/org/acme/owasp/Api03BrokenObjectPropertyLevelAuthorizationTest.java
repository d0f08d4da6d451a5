package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API3")
@QuarkusTest
class Api03BrokenObjectPropertyLevelAuthorizationTest {

    static final Set<String> ITEM =
            Set.of("id", "title", "status", "visibility", "owner", "createdAt", "updatedAt", "version");

    static Set<String> fields(Response response, String path) {
        return response.jsonPath().<String, Object>getMap(path).keySet();
    }

    static Set<String> and(Set<String> fields, String... more) {
        Set<String> all = new java.util.HashSet<>(fields);
        all.addAll(Set.of(more));
        return all;
    }

    @Nested
    class Response_fields {

        @Test
        void report_contains_exactly_the_fields_of_the_contract() {
            Actor alice = Actors.editor();
            String report = alice.writesPrivately();

            assertThat(fields(alice.get("/reports/" + report), "$")).isEqualTo(and(ITEM, "body"));
            assertThat(fields(alice.get("/reports?owner=" + alice.id()), "items[0]"))
                    .isEqualTo(ITEM);
            assertThat(fields(alice.get("/reports/" + report), "owner")).isEqualTo(Set.of("id", "displayName"));
        }

        @Test
        void moderation_note_is_visible_to_administrators_only() {
            Actor alice = Actors.editor();
            Actor admin = Actors.admin();
            String report = alice.publishes("Noted");
            admin.put("/reports/" + report + "/moderation-note", Map.of("moderationNote", "look twice"))
                    .then()
                    .statusCode(204);

            assertThat(admin.get("/reports/" + report).jsonPath().getString("moderationNote"))
                    .isEqualTo("look twice");
            assertThat(admin.get("/reports?owner=" + alice.id()).asString()).doesNotContain("look twice");
            for (Actor other : new Actor[] {alice, Actors.editor(), Actors.viewer()}) {
                Response seen = other.get("/reports/" + report);
                assertThat(seen.statusCode()).isEqualTo(200);
                assertThat(seen.asString()).doesNotContain("look twice", "moderationNote");
            }
        }

        @Test
        void moderation_note_leaves_no_trace_in_what_others_see() {
            Actor alice = Actors.editor();
            String report = "/reports/" + alice.publishes("Noted");
            Response before = alice.get(report);
            Response asAdmin = Actors.admin().get(report);
            Actors.admin()
                    .put(report + "/moderation-note", Map.of("moderationNote", "look twice"))
                    .then()
                    .statusCode(204);

            Response after = alice.get(report);
            assertThat(after.asString()).isEqualTo(before.asString());
            assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
            assertThat(Actors.admin().get(report).header("ETag")).isNotEqualTo(asAdmin.header("ETag"));
            String path = report.substring("/reports/".length());
            assertThat(alice.revises(path, before.header("ETag"), "Noted").statusCode())
                    .isEqualTo(200);
            assertThat(Actors.admin().get(report).<String>path("moderationNote"))
                    .isEqualTo("look twice");
        }

        @Test
        void users_see_only_names_of_others_and_administrators_see_accounts_without_secrets() {
            Actor viewer = Actors.viewer();
            Response asColleague = Actors.viewer().get("/users/" + viewer.id());
            Response asAdmin = Actors.admin().get("/users/" + viewer.id());

            assertThat(fields(asColleague, "$")).isEqualTo(Set.of("id", "displayName"));
            assertThat(fields(asAdmin, "$"))
                    .isEqualTo(Set.of("id", "email", "displayName", "role", "status", "createdAt", "lastLoginAt"));
            assertThat(asAdmin.asString()).doesNotContain("argon2");
        }

        @ParameterizedTest
        @ValueSource(strings = {"viewer", "editor"})
        void list_of_users_shows_only_id_and_display_name_to_other_users(String role) {
            String name = "Listed-" + UUID.randomUUID();
            Actors.viewer()
                    .patch("/users/me", Map.of("displayName", name))
                    .then()
                    .statusCode(200);
            Actor caller = Actors.newActor(role);

            for (String list : List.of("/users", "/users?q=" + name)) {
                List<Map<String, Object>> users = caller.get(list).jsonPath().getList("items");
                assertThat(users).as(list).isNotEmpty();
                assertThat(users).allSatisfy(user -> assertThat(user).containsOnlyKeys("id", "displayName"));
            }
        }

        @Test
        void user_search_by_email_address_works_for_administrators_only() {
            Actor viewer = Actors.viewer();
            String search = "/users?q=" + viewer.email();

            assertThat(Actors.admin().get(search).jsonPath().getList("items")).hasSize(1);
            assertThat(Actors.editor().get(search).jsonPath().getList("items")).isEmpty();
        }

        /** Part of an address is too short for the index, so the search proceeds in the order of the list. */
        @Test
        void search_by_two_characters_of_email_addresses_works_for_administrators_only() {
            assertThat(Actors.admin().get("/users?q=@e").jsonPath().getList("items"))
                    .isNotEmpty();
            assertThat(Actors.editor().get("/users?q=@e").jsonPath().getList("items"))
                    .isEmpty();
        }
    }

    @Nested
    class Request_fields {

        @ParameterizedTest
        @ValueSource(strings = {"id", "owner", "ownerId", "status", "moderationNote", "version", "createdAt"})
        void report_request_with_a_read_only_field_is_rejected(String field) {
            Actor alice = Actors.editor();
            Map<String, Object> body = new HashMap<>(Map.of("title", "T", "body", "B", "visibility", "PRIVATE"));
            body.put(field, "PUBLISHED");

            assertProblem(alice.post("/reports", body), 400, "malformed-request");
            assertThat(alice.get("/reports?owner=" + alice.id()).jsonPath().getList("items"))
                    .isEmpty();

            String report = alice.writesPrivately();
            Response revision = alice.calling()
                    .contentType("application/json")
                    .header("If-Match", "\"0\"")
                    .body(body)
                    .put("/reports/" + report);
            assertProblem(revision, 400, "malformed-request");
            assertThat(alice.get("/reports/" + report).jsonPath().getInt("version"))
                    .isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"id", "status", "passwordHash", "createdAt", "permissions"})
        void account_creation_with_a_read_only_field_is_rejected(String field) {
            Map<String, String> account = new HashMap<>(Actors.account(UUID.randomUUID() + "@example.com", "viewer"));
            account.put(field, "ACTIVE");
            assertProblem(Actors.admin().post("/users", account), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"email", "password", "passwordHash", "lastLoginAt"})
        void account_update_with_a_read_only_field_is_rejected(String field) {
            Actor viewer = Actors.viewer();
            assertProblem(
                    Actors.admin().patch("/users/" + viewer.id(), Map.of(field, "x@example.com")),
                    400,
                    "malformed-request");
        }
    }
}
