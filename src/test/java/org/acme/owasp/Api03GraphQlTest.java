package org.acme.owasp;

import static org.acme.fixture.GraphQl.assertData;
import static org.acme.fixture.GraphQl.assertError;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.GraphQl;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats the attacks of {@link Api03BrokenObjectPropertyLevelAuthorizationTest} over GraphQL. */
@Tag("API3")
@QuarkusTest
class Api03GraphQlTest {

    private static final String ITEM = "id title status visibility owner{id displayName} createdAt updatedAt version";
    private static final String USER = "id email displayName role status createdAt lastLoginAt";

    @Inject
    GraphQLSchema schema;

    @Nested
    class Response_fields {

        @Test
        void graphql_report_equals_the_rest_report() {
            Actor alice = Actors.editor();
            String report = alice.writesPrivately();

            Response one = GraphQl.ask(alice, "{report(id:\"" + report + "\"){" + ITEM + " body}}");
            assertThat(one.jsonPath().getMap("data.report"))
                    .isEqualTo(alice.get("/reports/" + report).jsonPath().getMap("$"));

            Response list = GraphQl.ask(alice, "{reports{items{" + ITEM + "} nextCursor}}");
            assertThat(list.jsonPath().getMap("data.reports"))
                    .isEqualTo(alice.get("/reports").jsonPath().getMap("$"));
        }

        @Test
        void graphql_profile_and_users_equal_those_of_rest() {
            Actor viewer = Actors.viewer();
            Actor admin = Actors.admin();

            Response me = GraphQl.ask(viewer, "{me{id email displayName role mfaEnabled createdAt}}");
            assertThat(me.jsonPath().getMap("data.me"))
                    .isEqualTo(viewer.get("/users/me").jsonPath().getMap("$"));

            Response user = GraphQl.ask(admin, "{user(id:\"" + viewer.id() + "\"){" + USER + "}}");
            assertThat(user.jsonPath().getMap("data.user"))
                    .isEqualTo(admin.get("/users/" + viewer.id()).jsonPath().getMap("$"));

            Response users =
                    GraphQl.ask(admin, "{users(q:\"" + viewer.email() + "\"){items{" + USER + "} nextCursor}}");
            assertThat(users.jsonPath().getMap("data.users"))
                    .isEqualTo(
                            admin.get("/users?q=" + viewer.email()).jsonPath().getMap("$"));
        }

        @Test
        void graphql_user_shows_only_id_and_display_name_to_other_users() {
            Actor viewer = Actors.viewer();
            Response user = GraphQl.ask(Actors.editor(), "{user(id:\"" + viewer.id() + "\"){" + USER + "}}");
            assertData(user);
            Map<String, Object> shown = new HashMap<>(user.jsonPath().getMap("data.user"));
            shown.values().removeIf(value -> value == null);
            assertThat(shown.keySet()).containsExactlyInAnyOrder("id", "displayName");

            String search = "{users(q:\"" + viewer.email() + "\"){items{id}}}";
            assertThat(GraphQl.ask(Actors.editor(), search).jsonPath().getList("data.users.items"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"viewer", "editor"})
        void graphql_list_of_users_shows_only_id_and_display_name_to_other_users(String role) {
            Response list = GraphQl.ask(Actors.newActor(role), "{users{items{" + USER + "}}}");
            assertData(list);
            List<Map<String, Object>> users = list.jsonPath().getList("data.users.items");
            assertThat(users).isNotEmpty().allSatisfy(user -> {
                assertThat(user.get("displayName")).isNotNull();
                for (String hidden : List.of("email", "role", "status", "createdAt", "lastLoginAt")) {
                    assertThat(user.get(hidden)).as(hidden).isNull();
                }
            });
        }

        @Test
        void graphql_moderation_note_is_visible_to_administrators_only() {
            Actor alice = Actors.editor();
            Actor admin = Actors.admin();
            String report = alice.publishes("Noted");
            admin.put("/reports/" + report + "/moderation-note", Map.of("moderationNote", "look twice"))
                    .then()
                    .statusCode(204);

            String read = "{report(id:\"" + report + "\"){moderationNote}}";
            assertThat(GraphQl.ask(admin, read).<String>path("data.report.moderationNote"))
                    .isEqualTo("look twice");
            for (Actor other : new Actor[] {alice, Actors.editor(), Actors.viewer()}) {
                Response seen = GraphQl.ask(other, read);
                assertData(seen);
                assertThat(seen.<Object>path("data.report.moderationNote")).isNull();
            }
        }

        @Test
        void graphql_schema_contains_no_secrets() {
            assertThat(schema.getAllTypesAsList().toString().toLowerCase(Locale.ROOT))
                    .contains("moderationnote")
                    .doesNotContain("hash", "secret", "password");
            assertError(GraphQl.ask(Actors.admin(), "{me{passwordHash}}"), "malformed-request");
        }
    }

    @Nested
    class Request_fields {

        @ParameterizedTest
        @ValueSource(strings = {"id", "owner", "ownerId", "status", "moderationNote", "version", "createdAt"})
        void graphql_report_input_with_a_read_only_field_is_rejected(String field) {
            Actor alice = Actors.editor();
            String text = "title:\"T\",body:\"B\",visibility:PRIVATE";
            assertData(GraphQl.ask(alice, "mutation{createReport(report:{" + text + "}){id}}"));
            assertError(
                    GraphQl.ask(alice, "mutation{createReport(report:{" + text + "," + field + ":\"x\"}){id}}"),
                    "malformed-request");

            String byVariable = "mutation($report: CreateReportInput!){createReport(report:$report){id}}";
            Map<String, String> report = new HashMap<>(Map.of("title", "T", "body", "B", "visibility", "PRIVATE"));
            assertData(GraphQl.ask(alice, byVariable, Map.of("report", report)));
            report.put(field, "x");
            assertError(GraphQl.ask(alice, byVariable, Map.of("report", report)), "malformed-request");
            assertThat(alice.get("/reports?owner=" + alice.id()).jsonPath().getList("items"))
                    .hasSize(2);
        }

        /** The four members of GraphQL over HTTP (section 5.2). Apollo Client always sends {@code extensions}. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"query\":\"query Me{me{id}}\",\"operationName\":\"Me\",\"variables\":{},\"extensions\":{}}",
                    "{\"query\":\"{me{id}}\",\"operationName\":null,\"variables\":null,\"extensions\":null}",
                    "{\"query\":\"{me{id}}\",\"extensions\":{\"clientLibrary\":{\"name\":\"@apollo/client\",\"version\":\"4.0.0\"}}}",
                    "{\"query\":\"{me{id}}\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"0\"}}}"
                })
        void graphql_request_with_all_four_standard_members_is_accepted(String body) {
            Actor viewer = Actors.viewer();
            Response answer = GraphQl.post(viewer.calling(), body);
            assertData(answer);
            assertThat(answer.<String>path("data.me.id")).isEqualTo(viewer.id().toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"query\":\"{me{id}}\",\"extension\":{}}",
                    "{\"query\":\"{me{id}}\",\"extensions\":[]}",
                    "{\"query\":\"{me{id}}\",\"query\":\"{me{email}}\"}",
                    "{\"query\":\"{me{id}}\"} {}",
                    "{\"query\":\"{me{\tid}}\"}",
                    "{\"query\":1}",
                    "{\"query\":\"{me{id}}\",\"variables\":[]}",
                    "{\"query\":\"{me{id}}\",\"variables\":{\"a\":1,\"a\":2}}",
                    "{me{id}}"
                })
        void graphql_request_with_unknown_members_or_ambiguous_json_is_rejected(String body) {
            assertProblem(GraphQl.post(Actors.viewer().calling(), body), 400, "malformed-request");
        }
    }
}
