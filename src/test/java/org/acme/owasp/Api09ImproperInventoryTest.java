package org.acme.owasp;

import static io.restassured.RestAssured.given;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Problems;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Routes;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API9")
@QuarkusTest
class Api09ImproperInventoryTest {

    @Inject
    Router router;

    static Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Map<String, Object>>> paths = document().get("paths");
        Map<String, Map<String, Object>> operations = new TreeMap<>();
        paths.forEach((path, item) -> item.forEach(
                (method, operation) -> operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }

    static JsonPath document() {
        return given().basePath("")
                .accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Nested
    class Documented_routes {

        @Test
        void openapi_document_lists_exactly_the_routes_of_the_service() {
            Set<String> routes = new TreeSet<>(Routes.all());
            assertThat(routes.removeAll(Routes.OF_TESTS)).isTrue();
            assertThat(operations().keySet()).isEqualTo(routes).contains("GET /.well-known/jwks.json");
        }

        @Test
        void every_route_below_jax_rs_is_documented_or_belongs_to_the_framework() {
            List<String> others = router.getRoutes().stream()
                    .filter(route -> !route.isRegexPath() || route.getPath() != null)
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .filter(path -> !path.startsWith("/q/") && !path.equals("/"))
                    .toList();
            Map<String, Object> documented = document().get("paths");
            assertThat(documented.keySet()).containsAll(others);
            assertThat(router.getRoutes()).noneMatch(Route::isRegexPath);
        }
    }

    @Nested
    class Documented_operations {

        @Test
        void documented_operation_states_its_permission() {
            operations().forEach((name, operation) -> {
                boolean open = ((List<?>) operation.get("security")).isEmpty();
                assertThat(operation.containsKey("x-permission")).as(name).isNotEqualTo(open);
            });
            assertThat(operations().get("DELETE /api/v1/users/{id}"))
                    .containsEntry("x-permission", "users:delete")
                    .containsEntry("x-recent-login", true)
                    .containsEntry("security", List.of(Map.of("bearer", List.of()), Map.of("dpop", List.of())));
            assertThat(operations().get("GET /api/v1/users"))
                    .containsEntry(
                            "security",
                            List.of(
                                    Map.of("bearer", List.of()),
                                    Map.of("dpop", List.of()),
                                    Map.of("apiKey", List.of())));
        }

        @Test
        void documented_operation_states_its_rate_limits() {
            operations().forEach((name, operation) -> assertThat((List<Object>) operation.get("x-rate-limit"))
                    .as(name)
                    .contains("default"));
            assertThat(operations().get("POST /api/v1/auth/login"))
                    .containsEntry("x-rate-limit", List.of("default", "login-address", "login-account"));
            assertThat(operations().get("GET /api/v1/reports/export"))
                    .containsEntry("x-daily-quota", "app.flow.export.daily");
        }

        @Test
        void documented_operation_lists_its_problem_responses() {
            JsonPath document = document();
            operations().forEach((name, operation) -> {
                Map<String, Map<String, Object>> responses =
                        (Map<String, Map<String, Object>>) operation.get("responses");
                assertThat(responses.keySet()).as(name).contains("400", "429", "500", "503", "default");
                responses.forEach((status, response) -> {
                    if (status.equals("default") || Integer.parseInt(status) >= 400) {
                        assertThat(response.get("content").toString())
                                .as("%s %s", name, status)
                                .contains("application/problem+json", "#/components/schemas/Problem");
                    }
                });
            });
            assertThat(document.<Map<String, Object>>get("components.schemas.Problem.properties")
                            .keySet())
                    .contains("type", "title", "status", "detail", "code", "instance", "traceId", "violations");
        }

        @Test
        void documented_operation_has_a_unique_id_and_a_response_schema() {
            assertThat(operations().values())
                    .extracting(operation -> operation.get("operationId"))
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
            operations().forEach((name, operation) -> assertThat(
                            operation.get("responses").toString())
                    .as(name)
                    .doesNotContain("schema={}"));
        }

        @Test
        void documented_response_lists_the_headers_of_rate_limits_and_deprecation() {
            operations().forEach((name, operation) -> {
                Map<String, Map<String, Map<String, Object>>> responses =
                        (Map<String, Map<String, Map<String, Object>>>) operation.get("responses");
                Set<String> ended =
                        operation.containsKey("deprecated") ? Set.of("Deprecation", "Sunset", "Link") : Set.of();
                responses.forEach((status, response) -> {
                    Set<String> headers = new TreeSet<>(
                            response.getOrDefault("headers", Map.of()).keySet());
                    assertThat(headers).as(name + " " + status).contains("RateLimit", "RateLimit-Policy");
                    headers.retainAll(Set.of("Deprecation", "Sunset", "Link"));
                    assertThat(headers).as(name + " " + status).isEqualTo(ended);
                });
            });
        }

        @Test
        void openapi_document_bounds_the_items_of_each_page() {
            Map<String, Object> schemas = document().get("components.schemas");
            assertThat(schemas.keySet().stream().filter(name -> name.startsWith("Page")))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(page -> assertThat(schemas.get(page).toString()).contains("maxItems=100"));
        }

        @Test
        void openapi_document_describes_each_tag_and_states_the_server() {
            JsonPath document = document();
            assertThat(document.getList("servers.url")).isEqualTo(List.of("/"));
            List<String> described = document.getList("tags.findAll { it.description }.name");
            operations()
                    .forEach((name, operation) ->
                            assertThat(described).as(name).containsAll((List<String>) operation.get("tags")));
        }

        /** Client generators skip an operation with such a parameter, or give it no type. */
        @Test
        void schema_of_a_documented_parameter_is_not_combined_from_others() {
            operations().forEach((name, operation) -> assertThat(String.valueOf(operation.get("parameters")))
                    .as(name)
                    .doesNotContain("allOf", "anyOf", "oneOf"));
            assertThat(document().getString("components.schemas.ReportSort.default"))
                    .isEqualTo("-createdAt");
        }

        /** Such as the function {@code NewReport} and the type {@code NullableReport} for {@code Report} in Go. */
        @Test
        void no_openapi_schema_has_a_name_that_client_generators_derive_from_another() {
            Set<String> names =
                    document().<Map<String, Object>>get("components.schemas").keySet();
            assertThat(names).hasSizeGreaterThan(50).allSatisfy(name -> assertThat(names)
                    .doesNotContain("New" + name, "Nullable" + name));
        }

        @Test
        void openapi_schemas_state_the_constraints_of_requests() {
            JsonPath schemas = document();
            assertThat(schemas.getInt("components.schemas.CreateReport.properties.title.maxLength"))
                    .isEqualTo(200);
            assertThat(schemas.getString("components.schemas.UUID.format")).isEqualTo("uuid");
            assertThat(schemas.getString("components.schemas.Instant.format")).isEqualTo("date-time");
            assertThat(schemas.getInt(
                            "paths.'/api/v1/users'.get.parameters.find { it.name == 'limit' }.schema.maximum"))
                    .isEqualTo(100);
        }

        @ParameterizedTest
        @ValueSource(strings = {"createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title"})
        void openapi_document_lists_the_supported_sort_orders(String sort) {
            assertThat(document().getList("components.schemas.ReportSort.enum", String.class))
                    .hasSize(6)
                    .contains(sort);
            assertThat(Actors.viewer().get("/reports?sort=" + sort).statusCode())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Deprecated_operations {

        static final String SEARCH = "/reports/search?q=";

        static Instant sunset() {
            Object day = operations().get("GET /api/v1/reports/search").get("x-sunset");
            return LocalDate.parse(day.toString()).atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        @BeforeEach
        void moveToLastDay() {
            MovableTime.on(sunset().minusSeconds(3_600));
        }

        @AfterEach
        void restoreClock() {
            MovableTime.backToToday();
        }

        static void assertAnnounced(Response answer) {
            assertThat(answer.header("Deprecation")).matches("@[0-9]{10}");
            assertThat(answer.header("Sunset")).isNotNull();
            assertThat(ZonedDateTime.parse(answer.header("Sunset"), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .isEqualTo(sunset());
            assertThat(answer.header("Link")).isEqualTo("</api/v1/reports?q=>; rel=\"successor-version\"");
        }

        @Test
        void deprecated_operation_announces_deprecation_sunset_and_successor() {
            Response answer = Actors.existing("viewer@example.com").get(SEARCH + "x");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertAnnounced(answer);
        }

        @Test
        void error_response_of_a_deprecated_operation_announces_its_sunset() {
            Actor viewer = Actors.existing("viewer@example.com");
            Response anonymous = Actors.anonymous().get(SEARCH + "x");
            assertProblem(anonymous, 401, "unauthenticated");
            assertAnnounced(anonymous);
            Response malformed = viewer.get("/reports/search?limit=0");
            assertProblem(malformed, 400, "malformed-request");
            assertAnnounced(malformed);
            assertAnnounced(viewer.calling().head(SEARCH + "x"));
            assertAnnounced(viewer.calling().accept("application/xml").get(SEARCH + "x"));
            Response limited = null;
            for (int i = 0; i <= 100; i++) {
                limited = viewer.get(SEARCH + "x");
            }
            assertProblem(limited, 429, "rate-limited");
            assertAnnounced(limited);
        }

        @Test
        void openapi_document_marks_only_the_deprecated_operation() {
            operations().forEach((name, operation) -> assertThat(operation.get("deprecated"))
                    .as(name)
                    .isEqualTo(name.equals("GET /api/v1/reports/search") ? true : null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/reports", "/reports/export", "/reports/6f0f8e3c-9d9e-4a51-8a58-4c1d5a7b2f10", "/nowhere"})
        void supported_operations_announce_no_deprecation(String path) {
            Response answer = Actors.anonymous().get(path);
            assertThat(answer.header("Deprecation")).isNull();
            assertThat(answer.header("Sunset")).isNull();
            assertThat(answer.header("Link")).isNull();
        }

        @Test
        void deprecated_search_finds_the_same_pages_as_its_successor() {
            Actor editor = Actors.existing("editor@example.com");
            String word = "w" + System.nanoTime();
            for (int i = 0; i < 3; i++) {
                editor.writes(word + " " + i, "PRIVATE");
            }
            Response first = editor.get(SEARCH + word + "&limit=2");
            String cursor = first.path("nextCursor");
            Response last = editor.get(SEARCH + word + "&limit=2&cursor=" + cursor);
            List<Object> found = new java.util.ArrayList<>(first.jsonPath().getList("items"));
            found.addAll(last.jsonPath().getList("items"));
            String successor = first.header("Link").replaceAll("</api/v1(.*)>.*", "$1");
            assertThat(found)
                    .hasSize(3)
                    .isEqualTo(editor.get(successor + word).jsonPath().getList("items"));
            assertThat(last.<String>path("nextCursor")).isNull();
        }

        @Test
        void deprecated_operation_is_gone_after_its_sunset() {
            String email = "viewer@example.com";
            assertThat(Actors.existing(email).get(SEARCH + "x").statusCode()).isEqualTo(200);

            MovableTime.on(sunset().plusSeconds(1));
            EmptyWindows.letThemPass();
            Response gone = Actors.existing(email).get(SEARCH + "x");
            assertProblem(gone, 410, "gone");
            assertAnnounced(gone);
            assertProblem(Actors.anonymous().get(SEARCH + "x"), 401, "unauthenticated");
            assertThat(Actors.existing(email).get("/reports?q=x").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Other_versions {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/api/v0/reports",
                    "/api/v2/reports",
                    "/api/v2/users/me",
                    "/api/v10/reports",
                    "/api/v1.0/reports",
                    "/api/V1/reports",
                    "/api/beta/reports",
                    "/api/reports",
                    "/v1/reports",
                    "/reports"
                })
        void unknown_api_version_is_not_found_for_every_caller(String path) {
            Response anonymous = given().basePath("").get(path);
            Response admin = Actors.admin().calling().basePath("").get(path);
            assertProblem(anonymous, 404, "not-found");
            assertProblem(admin, 404, "not-found");
            assertThat(Problems.indistinguishable(admin)).isEqualTo(Problems.indistinguishable(anonymous));
        }
    }

    @Nested
    class Management_port {

        private static int port() {
            return ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);
        }

        private static Response ask(String path) {
            return given().baseUri("http://localhost").port(port()).basePath("").get(path);
        }

        /** No route can match it, so it fails before any filter. */
        @Test
        void request_without_a_host_to_the_management_port_gets_a_trace_id() {
            try (LogLines log = LogLines.of("org.acme.problem.ProblemContract")) {
                Response refused = RawHttp.send(
                        null,
                        new InetSocketAddress("localhost", port()),
                        "GET /q/health HTTP/1.1\r\nConnection: close\r\n\r\n");
                assertThat(refused.statusCode()).isEqualTo(400);
                assertThat(refused.<String>path("traceId")).matches("[0-9a-f]{32}");
                log.awaitLine(refused.path("traceId") + " 400");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
        void health_and_metrics_are_not_served_on_the_api_port(String path) {
            // Each test moves the clock by an hour, so the last check of the database is outdated at first.
            Eventually.holds(() -> assertThat(ask(path).statusCode()).isEqualTo(200));
            Response refused = given().basePath("").get(path);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.<String>path("code")).isEqualTo("not-found");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/api/v1/reports",
                    "/api/v1/auth/challenge",
                    "/.well-known/jwks.json",
                    "/q/openapi",
                    "/q/swagger-ui"
                })
        void api_is_not_served_on_the_management_port(String path) {
            Response refused = ask(path);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.<String>path("code")).isEqualTo("not-found");
            assertThat(refused.<String>path("traceId")).matches("[0-9a-f]{32}");
        }
    }
}
