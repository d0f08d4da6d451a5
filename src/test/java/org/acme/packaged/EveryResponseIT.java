package org.acme.packaged;

import static org.acme.fixture.RefusedRequests.assertKeepsTheContract;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.acme.fixture.Eventually;
import org.acme.fixture.Pem;
import org.acme.fixture.Postgres;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.RawHttp;
import org.acme.fixture.TestAuthority;
import org.acme.fixture.fuzz.Canaries;
import org.acme.fixture.fuzz.Fuzz;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of the package with production settings keep the contract in every layer. */
class EveryResponseIT {

    private static final Duration FUZZ = Duration.ofSeconds(8);

    /** They would make the HTTP codec lenient, if the service did not override them. */
    private static final String[] LENIENT = {
        "-Dvertx.disableHttpHeadersValidation=true",
        "-Dio.netty.handler.codec.http.defaultStrictLineParsing=false",
        "-Dio.netty.handler.codec.http.rfc9112TransferEncoding=false"
    };

    private static EmbeddedPostgres postgres;
    private static Service service;
    private static Service behindProxy;
    private static PackagedCallers callers;

    /** Not those of the fuzz test, which revokes sessions. */
    private static PackagedCallers callersOfCanaries;

    @BeforeAll
    static void startServices(@TempDir Path folder) throws IOException {
        postgres = Postgres.started();
        Pem identity = TestAuthority.pem(folder, "EC", "localhost");
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_CORS_ORIGINS", PublicEdge.ORIGIN);
        environment.put("QUARKUS_LOG_CATEGORY__ORG_ACME__LEVEL", "DEBUG");
        PackagedCallers.withoutLimits(environment);
        behindProxy = new Service(environment, LENIENT);
        assertThat(behindProxy.starts()).as(behindProxy.log()).isTrue();
        callers = new PackagedCallers(behindProxy);
        callersOfCanaries = new PackagedCallers(behindProxy);
        environment.remove("APP_TLS");
        environment.put("APP_TLS_CERTIFICATE", identity.certificate().toString());
        environment.put("APP_TLS_KEY", identity.key().toString());
        service = new Service(environment);
        assertThat(service.starts()).as(service.log()).isTrue();
    }

    @AfterAll
    static void stopServices() throws Exception {
        service.close();
        behindProxy.close();
        postgres.close();
    }

    @ParameterizedTest
    @MethodSource("org.acme.fixture.RefusedRequests#all")
    void packaged_service_refuses_requests_in_every_layer_with_a_problem_and_every_header(
            String request, int status, String code) {
        assertKeepsTheContract(behindProxy(request), request, status, code);
    }

    private static Response behindProxy(String request) {
        return RawHttp.send(null, new InetSocketAddress("localhost", behindProxy.port), request);
    }

    @ParameterizedTest
    @MethodSource("org.acme.fixture.RefusedRequests#all")
    void packaged_service_refuses_requests_over_tls_with_the_same_problems(String request, int status, String code)
            throws IOException {
        try (Socket socket = TestAuthority.client().getSocketFactory().createSocket("localhost", service.tlsPort)) {
            Response refused = RawHttp.over(socket, request);
            assertKeepsTheContract(refused, request, status, code);
            assertThat(refused.header("Strict-Transport-Security")).isNotNull();
        }
    }

    /** A short run; {@code owasp.Api08FuzzTest} is the complete one. */
    @ParameterizedTest
    @EnumSource
    void packaged_service_never_responds_500_to_hostile_requests_and_logs_no_error(Fuzz.Kind kind) {
        Fuzz fuzz = Fuzz.within(FUZZ, callers);
        assertThat(fuzz.run(kind)).isEmpty();
        assertThat(fuzz.sent()).isPositive();
    }

    /** {@code owasp.Api08LogDisclosureTest} does the same with the log of the test's own JVM. */
    @Test
    void packaged_service_does_not_log_client_input_from_any_part_of_any_request() {
        assertThat(new Canaries().send(callersOfCanaries)).isGreaterThan(1_000);
        String last = behindProxy("GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .path("traceId");
        Eventually.holds(() -> assertThat(behindProxy.log()).contains(last));
        assertThat(behindProxy.log().lines()).hasSizeGreaterThan(1_000).noneMatch(line -> Canaries.MARKS.stream()
                .anyMatch(line.toLowerCase(Locale.ROOT)::contains));
    }

    /** In dev mode the framework serves pages at these paths. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/openapi",
                "/q/openapi?format=json",
                "/q/swagger-ui",
                "/q/swagger-ui/",
                "/q/swagger-ui/index.html",
                "/q/graphql-ui/",
                "/q/dev-ui",
                "/q/health",
                "/q/metrics",
                "/q/arc",
                "/q//openapi",
                "/q/%6fpenapi",
                "/q/%",
                "/q/..%zz"
            })
    void framework_paths_are_not_found_in_production(String path) {
        for (String method : new String[] {"GET", "POST", "OPTIONS", "INVENT"}) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: " + PublicEdge.ORIGIN
                    + "\r\nConnection: close\r\n\r\n";
            assertKeepsTheContract(behindProxy(request), request, 404, "not-found");
        }
    }
}
