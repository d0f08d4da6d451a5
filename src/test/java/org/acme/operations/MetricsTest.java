package org.acme.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class MetricsTest {

    @Inject
    ManagedExecutor workers;

    private static String scraped() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);
        return given().baseUri("http://localhost")
                .port(port)
                .basePath("")
                .get("/q/metrics")
                .asString();
    }

    private static double value(String series) {
        return scraped()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    static Stream<Arguments> events() {
        return Stream.of(
                happens("palisade_problems_total{code=\"not-found\"}", () -> Actors.editor()
                        .get("/reports/" + UUID.randomUUID())),
                happens(
                        "palisade_audit_events_total{event=\"login-succeeded\"}",
                        () -> Actors.logIn("editor@example.com", Actors.PASSWORD)),
                happens(
                        "palisade_audit_events_total{event=\"login-failed\"}",
                        () -> Actors.post(
                                "/auth/login", Map.of("email", "editor@example.com", "password", "not the password"))),
                // webhook-only:begin
                happens("palisade_outbound_refusals_total{reason=\"address_not_public\"}", () -> Actors.editor()
                        .post("/webhooks", Map.of("url", "https://10.0.0.1/", "events", new String[] {"report.published"
                        }))),
                // webhook-only:end
                happens(
                        "palisade_bot_refusals_total{code=\"challenge-required\"}",
                        () -> Actors.post("/auth/password-reset", Map.of("email", "unknown@example.com"))),
                happens("palisade_ratelimit_refused_total{policy=\"default\"}", () -> {
                    Actor alice = Actors.editor();
                    for (int i = 0; i <= 100; i++) {
                        alice.get("/users/me");
                    }
                }));
    }

    private static Arguments happens(String series, Runnable event) {
        return Arguments.of(series, Named.of("happens", event));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void each_event_increments_its_metric(String series, Runnable event) {
        double before = value(series);

        event.run();

        assertThat(value(series)).as(series).isGreaterThan(before);
    }

    @Test
    void client_input_never_becomes_a_metric_label() {
        Actor alice = Actors.editor();
        String chosen = UUID.randomUUID().toString();
        alice.get("/reports/" + chosen);
        alice.get("/no/such/" + chosen);
        alice.get("/reports?q=" + chosen);
        Actors.post(
                "/auth/login",
                Map.of("email", chosen + "@example.com", "password", chosen, "challenge", Challenges.solved()));

        assertThat(scraped()).contains("http_server_requests_seconds_count").doesNotContain(chosen);
    }

    static Stream<String> refusedRequests() {
        return Stream.of(
                "CHOSEN /api/v1/reports HTTP/1.1\r\nHost: x\r\n\r\n",
                "OPTIONS /api/v1/reports/CHOSEN HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /CHOSEN HTTP/1.1\r\nHost: x\r\nOrigin: https://attacker.example\r\n\r\n",
                "OPTIONS /CHOSEN HTTP/1.1\r\nHost: x\r\nOrigin: PUBLIC_URL\r\n"
                        + "Access-Control-Request-Method: GET\r\n\r\n",
                "GET /CHOSEN HTTP/1.1\r\nHost: x\r\nAuthorization: x\r\nX-API-Key: x\r\n\r\n",
                "GET /CHOSEN?%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /CHOSEN HTTP/1.1\r\nHost: \r\n\r\n",
                "POST /CHOSEN HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2000000\r\n\r\n",
                "POST /CHOSEN HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\n1",
                "POST /CHOSEN HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("refusedRequests")
    void request_line_of_a_refused_request_never_becomes_a_metric_label(String request) {
        String chosen = "X" + UUID.randomUUID();

        RawHttp.send(request.replace("CHOSEN", chosen)
                .replace("PUBLIC_URL", ConfigProvider.getConfig().getValue("app.public-url", String.class)));

        assertThat(scraped()).doesNotContain(chosen);
    }

    @Test
    void path_of_an_aborted_request_never_becomes_a_metric_label() throws IOException {
        String chosen = "X" + UUID.randomUUID();
        String aborted = "http_server_requests_seconds_count{method=\"POST\",outcome=\"CLIENT_ERROR\",status=\"RESET\"";
        double before = value(aborted);
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.getOutputStream()
                    .write(("POST /" + chosen + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 5\r\n\r\nab")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Eventually.holds(() -> assertThat(value(aborted)).isGreaterThan(before));
        assertThat(scraped()).doesNotContain(chosen);
    }

    @Test
    void operation_is_recorded_with_its_template_after_requests_to_many_invented_paths() {
        for (int i = 0; i < 150; i++) {
            RawHttp.send(RawHttp.request("GET", "/" + UUID.randomUUID(), "Origin: https://attacker.example"));
        }
        Actor viewer = Actors.viewer();
        String series = "http_server_requests_seconds_count{method=\"GET\",outcome=\"SUCCESS\",status=\"200\","
                + "uri=\"/api/v1/users/{id}\"";
        double before = value(series);

        viewer.get("/users/" + viewer.id());

        assertThat(value(series)).isEqualTo(before + 1);
    }

    @Test
    void metrics_of_pools_and_queues_exist() {
        assertThat(scraped()).contains("agroal_awaiting_count", "executor_queued_tasks");
    }

    /** The scrape itself waits in the queue of all workers; JAX-RS operations are not in Vert.x's queue size. */
    @Test
    void time_that_requests_wait_for_a_worker_thread_is_measured() {
        int threads = ConfigProvider.getConfig().getValue("quarkus.thread-pool.max-threads", int.class);
        double before = value("worker_pool_queue_delay_seconds_sum");
        CountDownLatch end = new CountDownLatch(1);
        try {
            IntStream.range(0, threads).forEach(thread -> workers.submit(() -> end.await(1, TimeUnit.MINUTES)));
            Future<String> waiting = Parallel.begin(MetricsTest::scraped);
            assertThatThrownBy(() -> waiting.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        } finally {
            end.countDown();
        }

        Eventually.holds(() -> {
            assertThat(value("worker_pool_queue_delay_seconds_sum")).isGreaterThan(before + 0.5);
            assertThat(value("worker_pool_queue_delay_seconds_max")).isGreaterThan(0.5);
        });
    }
}
