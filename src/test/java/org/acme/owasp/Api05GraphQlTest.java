package org.acme.owasp;

import static org.acme.fixture.GraphQl.assertData;
import static org.acme.fixture.GraphQl.assertError;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LogLines;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to bypass the permissions that {@link AccessMatrixTest} tests for each role. */
@Tag("API5")
@QuarkusTest
class Api05GraphQlTest {

    private static final String ME = "{me{id}}";
    private static final String CREATE =
            "mutation{createReport(report:{title:\"T\",body:\"B\",visibility:PRIVATE}){id}}";

    @Nested
    class Closed_by_default {

        @Test
        void graphql_operation_without_a_security_annotation_is_refused_to_all_callers() {
            assertError(GraphQl.ask(Actors.anonymous(), "{forgotten}"), "unauthenticated");
            Response refused = GraphQl.ask(Actors.admin(), "{forgotten}");
            assertError(refused, "forbidden");
            assertThat(refused.asString()).doesNotContain("secret");
        }

        @Test
        void unauthenticated_client_learns_nothing_about_the_graphql_schema() {
            for (String document : new String[] {ME, "{nope}", "{", "{__schema{types{name}}}"}) {
                assertError(GraphQl.ask(Actors.anonymous(), document), "unauthenticated");
                assertError(
                        GraphQl.ask(Actors.anonymous().header("Authorization", "Bearer forged"), document),
                        "unauthenticated");
            }
        }
    }

    @Nested
    class Refusals {

        @Test
        void forbidden_graphql_operation_does_not_affect_other_operations_of_the_request() {
            Actor viewer = Actors.viewer();
            String key = Actors.editor().makesApiKey("reports:read");
            Response answer = GraphQl.ask(
                    Actors.anonymous().header("X-API-Key", key), "{reports(first:1){nextCursor} users{nextCursor}}");
            assertError(answer, "forbidden");
            assertThat(answer.<Object>path("data.reports")).isNotNull();
            assertThat(answer.<Object>path("data.users")).isNull();
            assertError(GraphQl.ask(viewer, CREATE), "forbidden");
        }

        @Test
        void forbidden_graphql_operation_is_recorded_in_the_audit_log() {
            Actor viewer = Actors.viewer();
            assertError(GraphQl.ask(viewer, CREATE), "forbidden");
            Eventually.holds(() -> assertThat(Actors.admin()
                            .get("/audit-events?actor=" + viewer.id())
                            .asString())
                    .contains("createReport"));
        }

        @Test
        void graphql_refusal_is_logged_in_detail_under_its_trace_id() {
            try (LogLines log = LogLines.of("org.acme.problem.ProblemContract")) {
                assertError(GraphQl.ask(Actors.viewer(), "{nope}"), "malformed-request");
                assertThat(log.awaitLine("malformed-request")).contains("FieldUndefined");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{mee{id}}",
                    "{me{idd}}",
                    "{me}",
                    "{me{id{x}}}",
                    "{user{id}}",
                    "{user(id:{}){id}}",
                    "{reports(status:DRAF){nextCursor}}",
                    "{me{id}",
                    "{me{...F}}",
                    "query($x: Strin){me{id}}",
                    "{me{id @skp(if:true)}}",
                    "subscription{me{id}}",
                    "type X {y: String}"
                })
        void invalid_graphql_document_gets_an_error_without_schema_details(String document) {
            Response refused = GraphQl.ask(Actors.viewer(), document);
            assertError(refused, "malformed-request");
            assertThat(refused.<String>path("errors[0].message"))
                    .isEqualTo(
                            "The request cannot be parsed. Check its syntax, property names, data types and parameters.");
        }
    }

    @Nested
    class Credentials {

        @Test
        void revoked_session_is_rejected_over_graphql_on_the_next_request() {
            Actor viewer = Actors.existing("viewer@example.com");
            assertData(GraphQl.ask(viewer, ME));
            viewer.post("/auth/logout", "").then().statusCode(204);
            assertError(GraphQl.ask(viewer, ME), "unauthenticated");
        }

        @Test
        void demoted_user_loses_permissions_over_graphql_on_the_next_request() {
            Actor editor = Actors.editor();
            Actor admin = Actors.admin();
            // The account is cached for two seconds.
            assertData(GraphQl.ask(editor, CREATE));
            admin.patch("/users/" + editor.id(), Map.of("role", "viewer"))
                    .then()
                    .statusCode(200);
            assertError(GraphQl.ask(editor, CREATE), "forbidden");
        }

        @Test
        void api_key_has_only_its_own_permissions_over_graphql() {
            String key = Actors.editor().makesApiKey("reports:read");
            assertData(GraphQl.ask(Actors.anonymous().header("X-API-Key", key), "{reports{nextCursor}}"));
            assertError(GraphQl.ask(Actors.anonymous().header("X-API-Key", key), CREATE), "forbidden");
            assertError(GraphQl.ask(Actors.anonymous().header("X-API-Key", key), ME), "forbidden");
        }

        @Test
        void graphql_request_with_two_credentials_is_rejected() {
            Actor editor = Actors.editor();
            String key = editor.makesApiKey("reports:read");
            Response refused = GraphQl.ask(editor.calling().header("X-API-Key", key), ME);
            assertProblem(refused, 400, "malformed-request");
        }
    }

    @Nested
    class Endpoint {

        private static final String BODY = "{\"query\":\"" + ME + "\"}";

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE"})
        void graphql_endpoint_accepts_post_only(String method) {
            Response refused = Actors.viewer()
                    .calling()
                    .basePath("")
                    .queryParam("query", ME)
                    .request(method, "/graphql");
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.header("Allow")).isEqualTo("OPTIONS, POST");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/plain",
                    "application/graphql",
                    "application/graphql+json",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "application/*",
                    "*/*",
                    "json",
                    ""
                })
        void graphql_endpoint_accepts_json_only(String type) {
            Response refused = RawHttp.send(
                    RawHttp.request(
                            "POST",
                            "/graphql",
                            "Authorization: Bearer " + Actors.viewer().token(),
                            "Content-Type: " + type,
                            "Content-Length: " + BODY.length()),
                    BODY);
            assertProblem(refused, 415, "unsupported-media-type");
        }

        @Test
        void graphql_request_without_a_content_type_is_rejected() {
            Response refused = RawHttp.send(
                    RawHttp.request(
                            "POST",
                            "/graphql",
                            "Authorization: Bearer " + Actors.viewer().token(),
                            "Content-Length: " + BODY.length()),
                    BODY);
            assertProblem(refused, 415, "unsupported-media-type");
        }

        @Test
        void graphql_document_in_the_query_string_is_not_read() {
            Response answer = Actors.viewer()
                    .calling()
                    .basePath("")
                    .contentType("application/json")
                    .body("{}")
                    .post("/graphql?query=x");
            assertProblem(answer, 400, "validation-failed");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/graphql/", "/graphql/x", "//graphql", "/graphql;x", "/GraphQL", "/graphql/schema.graphql"})
        void graphql_endpoint_has_exactly_one_path(String path) {
            assertThat(RawHttp.get(path, Actors.viewer()).statusCode()).isEqualTo(404);
        }

        @Test
        void graphql_endpoint_refuses_websocket_upgrades() {
            Response refused = RawHttp.send(RawHttp.request(
                    "GET",
                    "/graphql",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: graphql-transport-ws",
                    "Sec-WebSocket-Version: 13"));
            assertThat(refused.statusCode()).isEqualTo(405);
        }

        @Test
        void graphql_request_from_a_foreign_origin_is_forbidden() {
            Response refused = GraphQl.ask(Actors.viewer().calling().header("Origin", "https://evil.example"), ME);
            assertProblem(refused, 403, "forbidden");
        }
    }
}
