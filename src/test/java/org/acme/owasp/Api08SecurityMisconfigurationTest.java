package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.OpenApiOperation;
import org.acme.fixture.Problems;
import org.acme.fixture.RawHttp;
import org.acme.fixture.SecurityHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API8")
@QuarkusTest
class Api08SecurityMisconfigurationTest {

    @Nested
    class Security_headers {

        @Test
        void security_headers_are_on_every_response() {
            Actor editor = Actors.editor();
            String report = editor.writesPrivately();
            Stream.of(
                            editor.get("/reports"),
                            editor.get("/reports/" + report),
                            editor.calling().header("If-None-Match", "\"0\"").get("/reports/" + report),
                            editor.get("/reports/export"),
                            editor.delete("/reports/" + report),
                            editor.calling().head("/reports"),
                            editor.calling().options("/reports"),
                            editor.get("/nowhere"),
                            Actors.anonymous().get("/reports"))
                    .forEach(SecurityHeaders::assertPresent);
        }

        @Test
        void hsts_header_is_absent_without_tls() {
            assertThat(Actors.anonymous().get("/reports").header("Strict-Transport-Security"))
                    .isNull();
        }

        @Test
        void response_headers_do_not_name_the_software() {
            Response answer = Actors.anonymous().get("/reports");
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.header("X-Powered-By")).isNull();
        }
    }

    @Nested
    class Cross_origin_requests {

        @ParameterizedTest
        @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example"})
        void cross_origin_request_from_an_unlisted_origin_is_forbidden(String origin) {
            Response refused = Actors.admin().calling().header("Origin", origin).get("/users");
            assertProblem(refused, 403, "forbidden");
            assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
        }

        @Test
        void preflight_request_from_an_unlisted_origin_is_forbidden() {
            Response preflight = Actors.anonymous()
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "DELETE")
                    .options("/users");
            assertProblem(preflight, 403, "forbidden");
            assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
        }
    }

    @Nested
    class Framework_errors {

        @ParameterizedTest
        @ValueSource(
                strings = {"/nowhere", "/reports/x/y/z", "/reports/not-a-uuid", "/users/1", "/%00", "/a\\b", "/%C3%A9"})
        void unknown_path_is_404(String path) {
            assertProblem(RawHttp.get("/api/v1" + path, Actors.admin()), 404, "not-found");
        }

        /** Characters outside ASCII must be percent-encoded in a URI (RFC 3986, section 2). */
        @Test
        void path_with_unencoded_non_ascii_characters_is_malformed() {
            assertProblem(RawHttp.get("/api/v1/é", Actors.admin()), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/", "/api", "/index.html", "/q/health", "/q/metrics", "/q/dev-ui", "/favicon.ico"})
        void path_outside_the_api_is_404(String path) {
            Response answer = RestAssured.given().basePath("").get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.jsonPath().getString("code")).isEqualTo("not-found");
        }

        @ParameterizedTest
        @EnumSource(
                value = Method.class,
                names = {"PUT", "PATCH", "DELETE", "TRACE"})
        void unsupported_method_is_405_with_an_allow_header(Method method) {
            Response refused = Actors.admin().calling().request(method, "/users");
            assertProblem(refused, 405, "method-not-allowed");
            assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        }

        @Test
        void unknown_method_is_405() {
            Response answer = RawHttp.send(RawHttp.request(
                    "INVENT",
                    "/api/v1/users",
                    "Authorization: Bearer " + Actors.admin().token()));
            assertProblem(answer, 405, "method-not-allowed");
        }

        @Test
        void unsupported_accept_header_is_406() {
            assertProblem(Actors.admin().calling().accept("application/xml").get("/users"), 406, "not-acceptable");
        }

        /** Generated clients accept only what the document states, which is problems for operations without content. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/problem+json",
                    "Application/Problem+JSON",
                    "application/xml, application/problem+json"
                })
        void no_documented_operation_is_406_for_clients_that_accept_problems(String accepted) {
            List<String> refused = new ArrayList<>();
            for (OpenApiOperation operation : OpenApiOperation.all()) {
                EmptyWindows.letThemPass();
                RequestSpecification request =
                        Actors.admin().calling().basePath("").accept(accepted);
                if (operation.method().matches("POST|PUT|PATCH")) {
                    request = request.contentType("application/json").body("{}");
                }
                String path = operation
                        .path()
                        .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
                if (request.request(operation.method(), path).statusCode() == 406) {
                    refused.add(operation.method() + " " + operation.path());
                }
            }
            assertThat(refused).isEmpty();
        }

        @Test
        void client_that_accepts_problems_gets_the_documented_content_type() {
            Actor editor = Actors.editor();
            String report = "/reports/" + editor.writesPrivately();
            Supplier<RequestSpecification> calling = () -> editor.calling().accept("application/problem+json");
            assertThat(calling.get().get(report).contentType()).isEqualTo("application/json;charset=UTF-8");
            assertThat(calling.get().get("/reports/export").contentType()).isEqualTo("text/csv;charset=UTF-8");
            Response deleted = calling.get().delete(report);
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(deleted.contentType()).isEmpty();
            assertProblem(calling.get().delete(report), 404, "not-found");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/xml",
                    "text/plain",
                    "application/x-www-form-urlencoded",
                    "application/*",
                    "*/*",
                    "*",
                    "*/*;q=0",
                    "application/json, application/xml",
                    "json",
                    "application/json; charset=utf-16",
                    "application/json;Charset = \"ISO-8859-1\"",
                    "application/json; charset=utf-8; charset=ibm037",
                    ""
                })
        void unsupported_content_type_is_415(String type) {
            Response refused = RawHttp.send(
                    RawHttp.request(
                            "POST",
                            "/api/v1/reports",
                            "Authorization: Bearer " + Actors.admin().token(),
                            "Content-Type: " + type,
                            "Content-Length: 3"),
                    "x=1");
            assertProblem(refused, 415, "unsupported-media-type");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "application/json; charset=utf-8",
                    "Application/JSON;charset=\"UTF-8\"",
                    "application/json; profile=x"
                })
        void content_type_may_have_parameters(String type) {
            String report = "{\"title\":\"T\",\"body\":\"\",\"visibility\":\"PRIVATE\"}";
            Response created = RawHttp.send(
                    RawHttp.request(
                            "POST",
                            "/api/v1/reports",
                            "Authorization: Bearer " + Actors.editor().token(),
                            "Content-Type: " + type,
                            "Content-Length: " + report.length()),
                    report);
            assertThat(created.statusCode()).isEqualTo(201);
        }

        @Test
        void overlong_url_is_414() {
            String path = "/api/v1/reports?q=" + "x".repeat(9_000);
            assertProblem(RawHttp.get(path, Actors.admin()), 414, "uri-too-long");
        }

        @Test
        void overlong_headers_are_431() {
            Response refused = Actors.admin()
                    .calling()
                    .header("X-Filler", "x".repeat(17_000))
                    .get("/reports");
            assertProblem(refused, 431, "headers-too-large");
        }

        @Test
        void unexpected_exception_is_500_without_details() {
            Response failed = Actors.anonymous().queryParam("failure", "DEFECT").get("/defective");
            assertProblem(failed, 500, "internal-error");
            assertThat(failed.asString()).doesNotContain("the secret detail");
        }

        @Test
        void problem_instance_is_the_requested_path() {
            assertThat(Problems.assertProblem(Actors.admin().get("/nowhere?x=1"), 404, "not-found")
                            .getString("instance"))
                    .isEqualTo("/api/v1/nowhere");
        }
    }

    @Nested
    class Framework_endpoints {

        @Test
        void openapi_document_is_served_in_tests_and_describes_the_api() {
            Response document =
                    RestAssured.given().basePath("").accept("application/json").get("/q/openapi");
            assertThat(document.statusCode()).isEqualTo(200);
            Set<String> paths =
                    document.jsonPath().<Map<String, Object>>get("paths").keySet();
            assertThat(paths).contains("/api/v1/reports/{id}", "/api/v1/users", "/api/v1/auth/login");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/q/%", "/q/openapi%", "/q/%zz", "/q/..%zz", "/q/%u0041", "/q/%6fpenapi", "/%", "/api/v1/%"})
        void framework_path_with_percent_encoding_is_not_found(String path) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                assertProblem(RawHttp.send(RawHttp.request(method, path)), 404, "not-found");
            }
        }

        @Test
        void health_and_metrics_are_served_on_the_management_port() {
            String management = "http://localhost:"
                    + org.eclipse.microprofile.config.ConfigProvider.getConfig()
                            .getValue("quarkus.management.test-port", String.class);
            for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
                // Each test moves the clock by an hour, so the last check of the database is outdated at first.
                Eventually.holds(() -> assertThat(RestAssured.given()
                                .baseUri(management)
                                .basePath("")
                                .get(path)
                                .statusCode())
                        .as(path)
                        .isEqualTo(200));
            }
        }
    }
}
