package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.acme.fixture.Eventually;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests packages with and without traces: {@code ./mvnw verify} tests the latter, the workflow "verify" both. */
class TracesIT {

    private static final String BUILT = "traces";
    private static final String ENDPOINT = "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private WireMockServer collector;

    @BeforeEach
    void startCollector() {
        collector = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        collector.stubFor(WireMock.post("/v1/traces").willReturn(WireMock.ok()));
        collector.start();
    }

    @AfterEach
    void stopCollector() {
        collector.stop();
    }

    private String exported() {
        return collector.getAllServeEvents().stream()
                .map(call -> new String(call.getRequest().getBody(), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    /** A trace id as OTLP encodes it. */
    private static String bytes(String traceId) {
        return new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
    }

    private static String traceOf(Service service) {
        return given().header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .header("User-Agent", "canary")
                .get(service.url() + "/api/v1/users/me")
                .then()
                .statusCode(401)
                .extract()
                .path("traceId");
    }

    @Test
    @DisabledIfSystemProperty(named = BUILT, matches = ".*", disabledReason = "The package contains OpenTelemetry")
    void package_without_traces_does_not_start_with_the_endpoint_of_a_collector() throws Exception {
        // The service refuses before it connects to a database.
        Map<String, String> environment = Production.environment(1);
        environment.put(ENDPOINT, collector.baseUrl());
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).isFalse();
            assertThat(service.exitStatus()).isNotZero();
            assertThat(service.log()).contains(ENDPOINT, "./mvnw package -Dtraces");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = BUILT, matches = ".*", disabledReason = "The package contains no OpenTelemetry")
    void package_with_traces_exports_spans_without_client_input_to_a_configured_collector_only() throws Exception {
        try (EmbeddedPostgres postgres = Postgres.started()) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            try (Service service = new Service(environment)) {
                assertThat(service.starts()).as(service.log()).isTrue();
                assertThat(traceOf(service)).isNotEqualTo(TRACE);
            }
            assertThat(collector.getAllServeEvents()).isEmpty();
            environment.put(ENDPOINT, collector.baseUrl());
            environment.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            environment.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms");
            try (Service service = new Service(environment)) {
                assertThat(service.starts()).as(service.log()).isTrue();
                Production.token(service);
                String trace = traceOf(service);
                Eventually.holds(() -> assertThat(exported())
                        .contains(bytes(trace), "GET /api/v1/users/me", "POST /api/v1/auth/login", "SELECT"));
                assertThat(exported()).doesNotContain(bytes(TRACE), "canary", Production.ADMIN);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = BUILT, matches = ".*", disabledReason = "The package contains no OpenTelemetry")
    void argument_of_the_sampler_decides_which_part_of_the_traces_is_exported() throws Exception {
        try (EmbeddedPostgres postgres = Postgres.started()) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.put(ENDPOINT, collector.baseUrl());
            environment.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            environment.put("QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0");
            try (Service service = new Service(environment)) {
                assertThat(service.starts()).as(service.log()).isTrue();
                traceOf(service);
            }
            // The service exports the rest when it stops.
            assertThat(exported()).doesNotContain("GET /api/v1/users/me");
        }
    }
}
