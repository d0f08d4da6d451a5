package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.RawHttp;
import org.acme.fixture.SlowResource;
import org.acme.fixture.Traced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API8: the trace context of a request, which no client chooses, on every path through the service. */
@QuarkusTest
@TestProfile(Traced.class)
class Api08TraceContextTest {

    private static final String CLIENT = "127.0.60.2";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String STATE = "vendor=chosen-by-the-client";
    private static final Pattern ID = Pattern.compile("\"traceId\" ?: ?\"([0-9a-f]{32})\"");
    private static final int LIMIT = 10;

    private record Request(int status, String method, String path, String body, String... headers) {

        static Request get(int status, String path) {
            return new Request(status, "GET", path, "");
        }

        static Request post(int status, String path, String body, String... headers) {
            Stream<String> content = Stream.of("Content-Type: application/json", "Content-Length: " + body.length());
            return new Request(
                    status,
                    "POST",
                    path,
                    body,
                    Stream.concat(content, Stream.of(headers)).toArray(String[]::new));
        }

        Response send(String from, String... context) {
            String[] all = Stream.concat(Stream.of(headers), Stream.of(context)).toArray(String[]::new);
            return RawHttp.send(
                    from,
                    new InetSocketAddress("localhost", RestAssured.port),
                    RawHttp.request(method, path, all),
                    body);
        }
    }

    @BeforeEach
    void forget() {
        SlowResource.close();
        Traced.Spans.EXPORTED.reset();
    }

    @AfterEach
    void release() {
        SlowResource.open();
    }

    static Stream<Arguments> paths() {
        Stream<Arguments> paths = Stream.of(
                path("unauthenticated", () -> Request.get(401, "/api/v1/users/me")),
                path("unknown path", () -> Request.get(404, "/nowhere")),
                path("unreadable version", () -> Request.get(400, "/nowhere HTTP/1.2\r\nX-Rest:")),
                path("unreadable request line", () -> Request.get(400, " /nowhere")),
                path("body too large", Api08TraceContextTest::tooLarge),
                path("rate limit", Api08TraceContextTest::beyondTheLimit),
                path("request timeout", () -> Request.get(503, "/api/v1/slow?wait=true")),
                path("GraphQL", Api08TraceContextTest::ofHiddenReport));
        return paths.flatMap(
                path -> Stream.of(CLIENT, Traced.PROXY).map(from -> Arguments.of(path.get()[0], from, path.get()[1])));
    }

    private static Arguments path(String name, Supplier<Request> request) {
        return Arguments.of(name, request);
    }

    private static Request tooLarge() {
        return new Request(
                413, "POST", "/api/v1/auth/login", "", "Content-Type: application/json", "Content-Length: 2000000");
    }

    private static Request beyondTheLimit() {
        Request request = Request.post(429, "/api/v1/auth/login", "{}");
        for (int i = 0; i < LIMIT; i++) {
            request.send(CLIENT);
            request.send(Traced.PROXY);
        }
        return request;
    }

    private static Request ofHiddenReport() {
        String query = "{\"query\":\"{ report(id: \\\"" + UUID.randomUUID() + "\\\") { id } }\"}";
        return Request.post(
                200,
                "/graphql",
                query,
                "Authorization: Bearer " + Actors.viewer().token());
    }

    /** The span of the request whose response has this trace id. */
    private static SpanData span(Response response) {
        Matcher id = ID.matcher(response.asString());
        assertThat(id.find()).as(response.asString()).isTrue();
        Eventually.holds(
                () -> assertThat(servers()).extracting(SpanData::getTraceId).contains(id.group(1)));
        return servers().stream()
                .filter(span -> span.getTraceId().equals(id.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static List<SpanData> servers() {
        return Traced.Spans.EXPORTED.getFinishedSpanItems().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void problem_on_any_path_has_the_trace_id_of_its_span_which_only_a_proxy_chooses(
            String path, String from, Supplier<Request> prepared) {
        Request request = prepared.get();
        Response response = request.send(from, "traceparent: " + PARENT, "tracestate: " + STATE);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(request.status());
        SpanData span = span(response);
        if (from.equals(Traced.PROXY)) {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getSpanContext().getTraceState().asMap()).containsKey("vendor");
        } else {
            assertThat(Traced.Spans.EXPORTED.getFinishedSpanItems())
                    .noneMatch(any -> any.getTraceId().equals(TRACE)
                            || !any.getSpanContext().getTraceState().isEmpty());
        }
    }

    /**
     * W3C Trace Context, section 3.2.2. With two headers, the first could be that of the client, to which the proxy has
     * added its own.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-b7ad6b7169203331",
                "00-" + TRACE + "-b7ad6b7169203331-01-02",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE + "-b7ad6b716920333g-01",
                "00_" + TRACE + "_b7ad6b7169203331_01",
                TRACE,
                "",
                "" + PARENT + "\r\ntraceparent: 00-11111111111111111111111111111111-b7ad6b7169203331-01",
                "" + PARENT + "\r\nTraceparent: " + PARENT + ""
            })
    void malformed_or_repeated_traceparent_of_a_proxy_starts_a_new_trace(String value) {
        Response response = Request.get(401, "/api/v1/users/me").send(Traced.PROXY, "traceparent: " + value);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(span(response).getTraceId())
                .isNotIn(TRACE, "11111111111111111111111111111111", "00000000000000000000000000000000");
    }
}
