package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.LogLines;
import org.acme.fixture.MailServer;
import org.acme.fixture.RealRedis;
import org.acme.fixture.Traced;
import org.acme.fixture.UntrustedUpstream;
import org.acme.fixture.fuzz.Canaries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** API8: traces of a service that is built with OpenTelemetry, and what their spans disclose. */
@QuarkusTest
@TestProfile(Traced.class)
@WithTestResource(value = MailServer.class, scope = TestResourceScope.GLOBAL)
class Api08TracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system");
    private static final String TRACE_PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    @BeforeEach
    void forget() {
        Traced.Spans.EXPORTED.reset();
    }

    private static List<SpanData> spans() {
        return Traced.Spans.EXPORTED.getFinishedSpanItems();
    }

    private static void assertSpan(Predicate<SpanData> expected) {
        Eventually.holds(() -> assertThat(spans()).anyMatch(expected));
    }

    /** The trace id of the problem for a request with this header. */
    private static String traceOf(String traceParent) {
        return Actors.anonymous()
                .header("traceparent", traceParent)
                .get("/users/me")
                .then()
                .statusCode(401)
                .extract()
                .path("traceId");
    }

    @Test
    void traceparent_of_a_client_starts_a_new_trace() {
        assertThat(traceOf(TRACE_PARENT)).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
        assertSpan(span -> span.getKind() == SpanKind.SERVER);
        assertThat(spans()).noneMatch(span -> span.getTraceId().equals(TRACE));
    }

    @Test
    void traceparent_of_a_trusted_proxy_is_continued() throws UnknownHostException {
        var former = RestAssured.config();
        RestAssured.config = former.httpClient(
                former.getHttpClientConfig().setParam("http.route.local-address", InetAddress.getByName(Traced.PROXY)));
        try {
            assertThat(traceOf(TRACE_PARENT)).isEqualTo(TRACE);
            assertSpan(span ->
                    span.getTraceId().equals(TRACE) && span.getParentSpanId().equals("b7ad6b7169203331"));
        } finally {
            RestAssured.config = former;
        }
    }

    @Test
    void trace_id_of_a_problem_is_that_of_its_span_log_lines_and_audit_event() {
        Actor alice = Actors.editor();
        try (LogLines log = LogLines.of("");
                LogLines audit = LogLines.of("audit")) {
            String trace = alice.get("/reports/" + UUID.randomUUID()).path("traceId");
            assertSpan(span -> span.getTraceId().equals(trace)
                    && span.getKind() == SpanKind.SERVER
                    && span.getName().equals("GET /api/v1/reports/{id}"));
            assertSpan(span -> span.getTraceId().equals(trace) && span.getName().startsWith("SELECT"));
            assertThat(log.awaitLine("404 not-found")).startsWith(trace);
            assertThat(audit.awaitLine("access-refused")).contains("\"traceId\":\"" + trace + "\"");
        }
    }

    @Test
    void database_mail_and_range_api_have_spans() {
        WireMockServer ranges = UntrustedUpstream.start(UntrustedUpstream.NAME);
        try {
            Actor alice = Actors.editor();
            alice.post(
                    "/users/me/password",
                    Map.of("currentPassword", Actors.PASSWORD, "newPassword", "another good one"));
            Actors.post("/auth/password-reset", Map.of("email", alice.email(), "challenge", Challenges.solved()));
            assertSpan(span -> span.getName().startsWith("INSERT"));
            assertSpan(span -> span.getName().equals("mail.deliver"));
            assertSpan(span -> span.getName().equals("breach-check.fetch"));
            assertThat(ranges.getAllServeEvents()).isNotEmpty().noneMatch(call -> call.getRequest()
                    .containsHeader("traceparent"));
        } finally {
            ranges.stop();
        }
    }

    // webhook-only:begin
    @Test
    void webhook_delivery_and_its_outbound_call_have_spans() {
        Actor alice = Actors.editor();
        Hooks.register(alice, Hooks.lastingUrl()).then().statusCode(201);
        alice.publishes("Traced");
        assertSpan(span -> span.getName().equals("webhook.deliver"));
        assertSpan(span -> span.getName().equals("outbound.post"));
    }

    // webhook-only:end

    @Test
    void spans_of_redis_contain_neither_its_address_nor_a_key() throws IOException {
        try (RealRedis redis = Traced.redis()) {
            Actor alice = Actors.editor();
            Eventually.holds(() -> {
                alice.get("/users/me").then().statusCode(200);
                assertThat(spans())
                        .anyMatch(span -> "redis".equals(span.getAttributes().get(DATABASE)));
            });
            assertThat(redis.keys()).isNotEmpty();
            assertThat(spans().toString()).doesNotContain("127.0.0.1").doesNotContain(redis.keys());
        }
    }

    @Test
    void client_input_addresses_and_secrets_are_in_no_span() {
        Response login = Actors.logIn(Actors.editor().email(), Actors.PASSWORD);
        assertThat(new Canaries().send(new Api08LogDisclosureTest.Caller(), 3)).isGreaterThan(1_000);
        String exported = spans().toString().toLowerCase(Locale.ROOT);
        assertThat(spans()).hasSizeGreaterThan(1_000);
        assertThat(Canaries.MARKS.stream()
                        .filter(exported::contains)
                        .map(mark -> exported.substring(
                                Math.max(0, exported.indexOf(mark) - 300), exported.indexOf(mark) + 40)))
                .isEmpty();
        assertThat(exported)
                .doesNotContain(
                        "127.0.0.1",
                        "example.com",
                        "user_agent.original=\"a",
                        Actors.PASSWORD,
                        login.<String>path("refreshToken").toLowerCase(Locale.ROOT));
    }
}
