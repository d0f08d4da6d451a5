package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.acme.fixture.RefusedRequests.assertKeepsTheContract;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Routes;
import org.acme.fixture.SecurityHeaders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Refusals keep the contract in every layer: codec, router, filters and JAX-RS. {@code packaged.EveryResponseIT}
 * repeats this over TLS against the package.
 */
@Tag("API8")
@QuarkusTest
@TestProfile(PublicEdge.class)
class Api08EveryResponseTest {

    private static final String SOME_ID = "00000000-0000-7000-8000-000000000000";

    @ParameterizedTest
    @MethodSource("org.acme.fixture.RefusedRequests#all")
    void request_refused_by_any_layer_gets_a_problem_with_every_header(String request, int status, String code) {
        assertKeepsTheContract(RawHttp.send(request), request, status, code);
    }

    /** Without the limit, 4,000 of 4,000 such requests got a response. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n",
                "GET x:80 HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/reports HTTP/1.1\r\n",
                "GET /api/v1/reports HTTP/2.0\r\nHost: x\r\n",
                "GET /api/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n"
            })
    void request_without_a_route_counts_towards_the_rate_limit_of_its_network_address(String request) {
        String whole = request + "Origin: " + PublicEdge.ORIGIN + "\r\n\r\n";
        Response last = RawHttp.send(whole);
        for (int i = 0; i < 300 && last.statusCode() != 429; i++) {
            last = RawHttp.send(whole);
        }
        assertKeepsTheContract(last, whole, 429, "rate-limited");
        assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
    }

    @Test
    void rate_limited_response_is_readable_by_a_page_of_an_allowed_origin() {
        Response last = null;
        for (int i = 0; i <= 300; i++) {
            last = Actors.anonymous().header("Origin", PublicEdge.ORIGIN).get("/nowhere");
        }
        assertProblem(last, 429, "rate-limited");
        assertThat(last.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
        assertThat(last.header("Access-Control-Expose-Headers")).contains("Retry-After", "RateLimit");
    }

    @Test
    void every_response_varies_by_origin() {
        assertThat(Actors.admin().get("/users").header("Vary")).isEqualTo("Origin");
        assertThat(Actors.anonymous().get("/nowhere").header("Vary")).isEqualTo("Origin");
    }

    @Test
    void request_with_two_origin_headers_is_refused() {
        Response refused = RawHttp.send("GET /api/v1/users HTTP/1.1\r\nHost: x\r\nOrigin: " + PublicEdge.ORIGIN
                + "\r\nOrigin: https://evil.example\r\n\r\n");
        assertProblem(refused, 403, "forbidden");
        assertThat(refused.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void refusal_of_a_head_request_has_every_header_and_no_body() {
        for (String path : List.of("/nowhere", "/api/v1/reports", "/api/v1/reports/" + SOME_ID, "/q/nowhere")) {
            Response refused =
                    RawHttp.send("HEAD " + path + " HTTP/1.0\r\nHost: x\r\nOrigin: " + PublicEdge.ORIGIN + "\r\n\r\n");
            assertThat(refused.statusCode()).as(path).isIn(401, 404);
            assertThat(refused.contentType()).isEqualTo("application/problem+json");
            assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
            SecurityHeaders.assertPresent(refused);
        }
    }

    /** {@code /users/me} does not support all methods of {@code /users/{id}}. */
    @Test
    void unsupported_method_is_refused_with_the_methods_of_the_path() {
        offered().forEach((path, offered) -> {
            String concrete = path.replaceAll("\\{(id|userId)}", SOME_ID).replace("{key}", "app.flow.export.daily");
            EmptyWindows.letThemPass();
            Set<String> all = new TreeSet<>(offered);
            all.add("OPTIONS");
            if (offered.contains("GET")) {
                all.add("HEAD");
            }
            for (Method method :
                    List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE, Method.TRACE)) {
                if (!offered.contains(method.name())) {
                    assertRefused(RawHttp.send(RawHttp.request(method.name(), concrete)), method + " " + concrete, all);
                }
            }
            Response options = RawHttp.send(RawHttp.request("OPTIONS", concrete));
            assertThat(options.header("Allow")).as(concrete).isEqualTo(String.join(", ", all));
        });
    }

    /** 404 is correct where JAX-RS matches a path with a parameter, whose value is not an id. */
    private static void assertRefused(Response refused, String request, Set<String> offered) {
        assertThat(refused.statusCode()).as(request).isIn(404, 405);
        assertProblem(refused, refused.statusCode(), refused.statusCode() == 404 ? "not-found" : "method-not-allowed");
        if (refused.statusCode() == 405) {
            assertThat(refused.header("Allow")).as(request).isEqualTo(String.join(", ", offered));
        }
    }

    /** Returns the methods of each path, without the resources of tests. */
    private static Map<String, Set<String>> offered() {
        Map<String, Set<String>> offered = new TreeMap<>();
        Routes.all().stream()
                .filter(route -> !Routes.OF_TESTS.contains(route))
                .map(route -> route.split(" "))
                .forEach(route -> offered.computeIfAbsent(route[1], path -> new TreeSet<>())
                        .add(route[0]));
        assertThat(offered).hasSizeGreaterThan(20);
        return offered;
    }
}
