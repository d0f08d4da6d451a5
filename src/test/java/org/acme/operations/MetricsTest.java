package org.acme.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class MetricsTest {

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
        alice.get("/reports/search?q=" + chosen);
        Actors.post(
                "/auth/login",
                Map.of("email", chosen + "@example.com", "password", chosen, "challenge", Challenges.solved()));

        assertThat(scraped()).contains("http_server_requests_seconds_count").doesNotContain(chosen);
    }

    @Test
    void metrics_of_pools_and_queues_exist() {
        assertThat(scraped()).contains("agroal_awaiting_count", "worker_pool_queue_size", "executor_queued_tasks");
    }
}
