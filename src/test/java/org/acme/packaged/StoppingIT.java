package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.acme.fixture.RefusedRequests.assertKeepsTheContract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tests what operators see of the package: its log, its readiness, and its shutdown. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoppingIT {

    private static final int LOST = 0;
    private static final String REPORT = "{\"title\":\"Just in time\",\"body\":\"\",\"visibility\":\"PRIVATE\"}";

    @TempDir
    static Path folder;

    private static PostgresServer postgres;
    private static Service service;

    @BeforeAll
    static void startService() throws IOException {
        postgres = PostgresServer.in(folder);
        service = started();
    }

    private static Service started() throws IOException {
        Map<String, String> environment = Production.environment(postgres.port());
        environment.put("QUARKUS_SHUTDOWN_DELAY", "2s");
        environment.put("QUARKUS_SHUTDOWN_TIMEOUT", "4s");
        environment.put("APP_CORS_ORIGINS", PublicEdge.ORIGIN);
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        Service started = new Service(environment);
        assertThat(started.starts()).as(started.log()).isTrue();
        return started;
    }

    @AfterAll
    static void stopAll() throws Exception {
        service.close();
        postgres.close();
    }

    private String token() {
        return Production.logIn(service.url(), Production.ADMIN, Production.PASSWORD)
                .path("accessToken");
    }

    private int readiness() {
        return given().get(service.managementUrl() + "/q/health/ready").statusCode();
    }

    private void assertUnderWay() {
        assertThat(given().get(service.managementUrl() + "/q/metrics").asString())
                .containsPattern("http_server_active_requests[^\\n]* [1-9]");
    }

    @Test
    @Order(3)
    void request_in_progress_gets_its_response_before_the_service_stops() throws Exception {
        String head = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + REPORT.length() + "\r\n\r\n";
        closeWithPipelinedRequests();
        try (Socket client = new Socket("localhost", service.port)) {
            client.getOutputStream().write((head + REPORT.substring(0, 10)).getBytes(StandardCharsets.US_ASCII));
            Eventually.holds(this::assertUnderWay);

            service.stop();
            Eventually.holds(() -> assertThat(readiness()).isEqualTo(503));
            client.getOutputStream().write(REPORT.substring(10).getBytes(StandardCharsets.US_ASCII));

            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 201").containsIgnoringCase("\r\nconnection: close\r\n");
            Eventually.holds(() -> assertThatThrownBy(() -> new Socket("localhost", service.port))
                    .isInstanceOf(ConnectException.class));
            assertThat(readiness())
                    .as("new connections are refused while the service still runs")
                    .isEqualTo(503);
        }
        assertThat(service.exitStatus()).isEqualTo(143);
        assertThat(service.log()).doesNotContain("Timed out waiting for graceful shutdown", "NullPointerException");
    }

    /** When a connection is closed, the second of its requests has not begun, and the last has not arrived. */
    private void closeWithPipelinedRequests() throws IOException {
        String request =
                "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token() + "\r\n\r\n";
        for (int i = 0; i < 20; i++) {
            try (Socket client = new Socket("localhost", service.port)) {
                String unfinished = i % 2 == 0
                        ? ""
                        : "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
                client.getOutputStream().write((request.repeat(3) + unfinished).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Sends requests during the whole shutdown, which an unfinished request prolongs to its maximum. */
    @Test
    @Order(4)
    void every_response_during_shutdown_is_a_problem() throws Exception {
        service = started();
        String head = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + REPORT.length() + "\r\n\r\n";
        Set<Integer> statuses = new TreeSet<>();
        try (Socket client = new Socket("localhost", service.port)) {
            client.getOutputStream().write((head + REPORT.substring(0, 10)).getBytes(StandardCharsets.US_ASCII));
            Eventually.holds(this::assertUnderWay);
            service.stop();
            Eventually.holds(() -> {
                statuses.addAll(ask());
                assertThat(readiness()).isEqualTo(503);
            });
            for (Set<Integer> answered = ask(); !answered.isEmpty(); answered = ask()) {
                statuses.addAll(answered);
            }
        }
        assertThat(statuses).isSubsetOf(401, 404, 503).contains(401);
        assertThat(service.exitStatus()).isEqualTo(143);
    }

    /**
     * Returns the statuses, or an empty set when the service refuses the connection or closes it without a response.
     */
    private Set<Integer> ask() {
        Set<Integer> statuses = new TreeSet<>();
        for (String target : List.of("/api/v1/reports", "/api/v1/auth/challenge/x", "*")) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nOrigin: " + PublicEdge.ORIGIN + "\r\n\r\n";
            try {
                Response answer = RawHttp.send(null, new InetSocketAddress("localhost", service.port), request);
                statuses.add(answer.statusCode());
                assertKeepsTheContract(answer, request, answer.statusCode(), answer.path("code"));
            } catch (IllegalStateException unanswered) {
                // No response is acceptable during shutdown.
            }
        }
        return statuses;
    }

    /** Clients that keep their connections, as a balancer does, and do not look whether the service is ready. */
    @Test
    @Order(5)
    void no_request_is_lost_or_refused_while_the_service_stops_under_load() throws Exception {
        service = started();
        String request =
                "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token() + "\r\n\r\n";
        AtomicInteger served = new AtomicInteger();
        List<CompletableFuture<Set<Integer>>> clients = Stream.generate(
                        () -> Parallel.begin(() -> statusesUntilNoConnectionIsTaken(request, served)))
                .limit(4)
                .toList();
        Eventually.holds(() -> assertThat(served).hasValueGreaterThan(100));
        service.stop();
        assertThat(clients).allSatisfy(client -> assertThat(client.join()).containsExactly(200));
        assertThat(service.exitStatus()).isEqualTo(143);
        assertThat(service.log()).doesNotContain("internal-error", "\"level\":\"ERROR\"");
    }

    /** Asks on one connection until a response is the last one, and then on another. */
    private Set<Integer> statusesUntilNoConnectionIsTaken(String request, AtomicInteger served) {
        Set<Integer> statuses = new TreeSet<>();
        while (true) {
            boolean fresh = true;
            try (Socket connection = new Socket("localhost", service.port)) {
                for (boolean last = false; !last; fresh = false) {
                    Response response = RawHttp.over(connection, request);
                    statuses.add(response.statusCode());
                    served.incrementAndGet();
                    last = "close".equalsIgnoreCase(response.header("Connection"));
                }
            } catch (IOException notTaken) {
                return statuses;
            } catch (IllegalStateException unanswered) {
                // The kernel took a first request's connection and the service did not: it is reset, like a refused
                // one.
                if (!fresh || !(unanswered.getCause() instanceof SocketException)) {
                    statuses.add(LOST);
                }
                return statuses;
            }
        }
    }

    @Test
    @Order(1)
    void every_log_line_is_json_with_time_and_zone_and_a_refusal_has_its_trace_id_and_caller() {
        String token = token();
        JsonPath refusal = given().header("Authorization", "Bearer " + token)
                .get(service.url() + "/api/v1/reports/00000000-0000-7000-8000-000000000000")
                .jsonPath();

        Eventually.holds(() -> assertThat(service.log()).contains(refusal.getString("traceId")));
        assertThat(service.log().lines().filter(line -> line.startsWith("{")).map(JsonObject::new))
                .anySatisfy(line -> {
                    assertThat(line.getJsonObject("mdc").getString("traceId")).isEqualTo(refusal.getString("traceId"));
                    assertThat(line.getJsonObject("mdc").getString("callerId")).isNotNull();
                });
        assertThat(service.log().lines().filter(line -> line.startsWith("{")).map(JsonObject::new))
                .allSatisfy(line ->
                        assertThat(line.getString("timestamp")).matches("[0-9T:.-]{19,}(Z|[+-][0-9]{2}:[0-9]{2})"));
        assertThat(service.log().lines().filter(line -> !line.startsWith("{")))
                .allMatch(line -> line.matches("[\\s_/,.\\\\<|>-]*|Powered by Quarkus .*"));
        assertThat(service.log()).doesNotContain(token).doesNotContain(Production.PASSWORD);
    }

    /**
     * As docs/operations.md follows a request: from the trace id of a problem to the security event and its session.
     */
    @Test
    @Order(1)
    void security_event_of_a_refused_request_is_found_in_the_log_by_its_trace_id() {
        String token = token();
        String trace = given().header("Authorization", "Bearer " + token)
                .get(service.url() + "/api/v1/reports/00000000-0000-7000-8000-000000000001")
                .jsonPath()
                .getString("traceId");

        Eventually.holds(() -> assertThat(service.log()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .map(JsonObject::new)
                        .filter(line -> line.getString("loggerName").equals("audit"))
                        .map(line -> new JsonObject(line.getString("message"))))
                .anySatisfy(event -> {
                    assertThat(event.getString("traceId")).isEqualTo(trace);
                    assertThat(event.getString("vocabulary")).isEqualTo("authz_fail");
                    assertThat(event.getString("session")).isEqualTo(Tokens.claim(token, "sid"));
                }));
    }

    @Test
    @Order(2)
    void service_is_live_but_not_ready_without_its_database() throws IOException {
        assertThat(readiness()).isEqualTo(200);
        postgres.stop();

        Eventually.holds(() -> assertThat(readiness()).isEqualTo(503));
        assertThat(given().get(service.managementUrl() + "/q/health/live").statusCode())
                .isEqualTo(200);
        postgres.restart();
        Eventually.holds(() -> assertThat(readiness()).isEqualTo(200));
    }
}
