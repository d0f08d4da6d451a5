package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.acme.fixture.Eventually;
import org.acme.fixture.Postgres;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the deployed configuration of the gateway in front of two instances. */
@EnabledIf(value = "org.acme.packaged.Gateway#isInstalled", disabledReason = "nginx is not installed")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");
    private static final int MEBIBYTE = 1 << 20;
    private static final String HSTS = "max-age=63072000; includeSubDomains";
    private static final Map<String, String> PROBLEM_HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Referrer-Policy", "no-referrer",
            "Strict-Transport-Security", HSTS,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    /** Requests on one connection: many times the number that the gateway admits in that time. */
    private static final int FLOOD = 600;

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static Service first;
    private static Service second;
    private static Gateway gateway;
    private static SSLContext trusting;
    private static HttpClient client;

    @BeforeAll
    static void startGateway() throws Exception {
        postgres = Postgres.started();
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_TRUSTED_PROXIES", "127.0.0.1");
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        environment.put("QUARKUS_SHUTDOWN_DELAY", "3s");
        first = new Service(environment);
        assertThat(first.starts()).as(first.log()).isTrue();
        second = new Service(environment);
        assertThat(second.starts()).as(second.log()).isTrue();
        gateway = new Gateway(folder, first, second);
        trusting = trusting(gateway.authority);
        client = HttpClient.newBuilder()
                .sslContext(trusting)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        Eventually.holds(() -> assertThat(get("/nowhere").statusCode()).isEqualTo(404));
    }

    @AfterAll
    static void stopAll() throws Exception {
        gateway.close();
        first.close();
        second.close();
        postgres.close();
    }

    static SSLContext trusting(Path authority) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        try (InputStream certificate = Files.newInputStream(authority)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = to(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> logIn() throws IOException {
        String body = JSON.writeValueAsString(Map.of("email", Production.ADMIN, "password", Production.PASSWORD));
        return send(to("/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String token() throws IOException {
        return JSON.readTree(logIn().body()).get("accessToken").asText();
    }

    /** Asserts a problem of the contract with each security header exactly once. */
    private static void assertProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("type").asText()).isEqualTo("urn:problem:" + code);
        assertThat(problem.get("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(problem.fieldNames()).toIterable().contains("title", "detail", "instance");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        PROBLEM_HEADERS.forEach((header, value) ->
                assertThat(answer.headers().allValues(header)).as(header).containsExactly(value));
    }

    /** Sends raw bytes and returns the response, or an empty text when the server closes the connection. */
    private static String raw(boolean tls, String request) throws IOException {
        try (Socket socket = tls ? gateway.connection(trusting) : new Socket("localhost", gateway.port)) {
            if (socket instanceof SSLSocket secure) {
                secure.startHandshake();
            }
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException cutOff) {
            return "";
        }
    }

    @Test
    void gateway_distributes_requests_to_both_instances() throws Exception {
        String token = token();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer =
                    get("/api/v1/reports", "Authorization", "Bearer " + token, "Accept-Encoding", "gzip");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly(HSTS);
            assertThat(answer.headers().allValues("Content-Encoding")).isEmpty();
            assertThat(answer.headers().allValues("X-Content-Type-Options")).hasSize(1);
        }
        String log = Files.readString(gateway.log);
        assertThat(log).contains("127.0.0.1:" + first.port, "127.0.0.1:" + second.port);
    }

    @Test
    void gateway_forwards_the_true_client_address_despite_forged_headers() throws Exception {
        HttpResponse<String> sessions = get(
                "/api/v1/auth/sessions",
                "Authorization",
                "Bearer " + token(),
                "X-Forwarded-For",
                "203.0.113.9",
                "Forwarded",
                "for=203.0.113.9",
                "X-Real-IP",
                "203.0.113.9",
                "X-Forwarded-Proto",
                "http");
        assertThat(sessions.statusCode()).isEqualTo(200);
        assertThat(sessions.body()).contains("127.0.0.1").doesNotContain("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/metrics",
                "/q/health",
                "/q/openapi",
                "/%71/metrics",
                "/q%2fmetrics",
                "/api/../q/metrics",
                "/api/%2e%2e/q/metrics",
                "//q/metrics",
                "/nowhere",
                "/"
            })
    void gateway_forwards_only_paths_of_the_api(String path) throws Exception {
        String answer = raw(true, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("\"code\":\"not-found\"")
                .doesNotContain("jvm_");
    }

    @Test
    void gateway_rejects_bodies_above_the_limit_of_the_service() throws Exception {
        HttpResponse<String> answer = send(to("/api/v1/reports")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[MEBIBYTE + 1])));
        assertProblem(answer, 413, "payload-too-large");
    }

    @Test
    void gateway_rejects_overlong_headers_and_urls() throws Exception {
        assertProblem(get("/api/v1/reports", "X-Long", "a".repeat(10_000)), 431, "headers-too-large");
        assertProblem(get("/api/v1/reports?q=" + "a".repeat(10_000)), 414, "uri-too-long");
    }

    @Test
    void gateway_serves_no_plain_http_and_no_other_host_name() throws Exception {
        assertThat(raw(false, "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"malformed-request\"");
        assertThat(raw(true, "GET /api/v1/reports HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .isEmpty();
        assertThat(raw(true, "NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed-request\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: other\r\nContent-Length: x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: other\r\nTransfer-Encoding: x\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: other\r\n\r\n"
            })
    void malformed_request_for_another_host_gets_no_page_of_nginx(String request) throws Exception {
        assertThat(raw(true, request)).isEmpty();
        assertThat(raw(
                        true,
                        request.replace("Host: other\r\n", "Host: other\r\nX-Long: " + "a".repeat(9_500) + "\r\n")))
                .isEmpty();
    }

    @Test
    void requests_that_nginx_itself_refuses_get_a_problem() throws Exception {
        assertThat(raw(true, "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n")).contains("\"code\":\"malformed-request\"");
        assertThat(raw(true, "TRACE /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("HTTP/1.1 405 ", "Allow: GET, ", "\"code\":\"method-not-allowed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void gateway_logs_the_method_of_every_request_including_refused_ones(String method) throws Exception {
        String path = "/nowhere-" + method;
        send(to(path).method(method, BodyPublishers.noBody()));
        Eventually.holds(() -> assertThat(logged(path))
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("\"method\":\"" + method + "\"", "\"status\":404"));
    }

    private static List<String> logged(String path) {
        try (Stream<String> lines = Files.lines(gateway.log)) {
            return lines.filter(line -> line.contains("\"" + path + "\"")).toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void gateway_may_open_enough_files_for_its_connections() throws Exception {
        String configuration = Files.readString(Path.of("deploy", "gateway", "nginx.conf"));
        assertThat(number(configuration, "worker_rlimit_nofile"))
                .isGreaterThanOrEqualTo(2 * number(configuration, "worker_connections"));
    }

    private static int number(String configuration, String directive) {
        return Pattern.compile(directive + " ([0-9]+);")
                .matcher(configuration)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void gateway_closes_connections_of_slow_clients() throws Exception {
        long start = System.nanoTime();
        assertThat(raw(true, "GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nX-Sl"))
                .isEmpty();
        assertThat(System.nanoTime() - start).isBetween(4_000_000_000L, 30_000_000_000L);
    }

    @Test
    void every_line_of_the_access_log_is_json_whatever_the_bytes_of_the_path() throws Exception {
        raw(true, "GET /api/v1/\u00ff\u00fe\"\\ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Eventually.holds(() -> assertThat(logged("-")).isNotEmpty());
        for (String line : Files.readAllLines(gateway.log)) {
            assertThat(JSON.readTree(line).get("at").isTextual()).isTrue();
        }
    }

    @Test
    void gateway_logs_no_query_strings_and_discloses_no_version() throws Exception {
        HttpResponse<String> answer = get("/api/v1/searched?q=my-secret-search");
        assertThat(answer.headers().firstValue("Server")).hasValue("nginx");
        Eventually.holds(() -> assertThat(logged("/api/v1/searched")).hasSize(1));
        assertThat(Files.readString(gateway.log)).doesNotContain("my-secret-search");
    }

    @Test
    @Order(Order.DEFAULT + 3)
    void gateway_refuses_floods_before_they_reach_the_service() throws Exception {
        String request = "GET /nowhere?q=my-secret-search HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        String answers = raw(true, request.repeat(FLOOD - 1) + last);
        List<String> statuses =
                STATUS.matcher(answers).results().map(match -> match.group(1)).toList();
        assertThat(statuses).hasSize(FLOOD);
        assertThat(statuses.stream().filter("429"::equals)).hasSizeGreaterThan(FLOOD / 2);
        assertThat(answers)
                .contains("\"code\":\"rate-limited\"", "Retry-After: 1\r\n", "X-Content-Type-Options: nosniff\r\n");
        assertThat(Files.readString(gateway.errors)).doesNotContain("my-secret-search");
    }

    /** Sends fewer requests than the gateway limits, until the instance has stopped. */
    @Test
    @Order(Order.DEFAULT + 1)
    void no_request_through_the_gateway_fails_while_an_instance_stops() throws Exception {
        String token = token();
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        ScheduledExecutorService load = Executors.newScheduledThreadPool(4);
        try {
            load.scheduleAtFixedRate(() -> statuses.add(create(token)), 0, 120, TimeUnit.MILLISECONDS);
            load.scheduleAtFixedRate(() -> statuses.add(list(token)), 60, 120, TimeUnit.MILLISECONDS);
            Eventually.holds(() -> assertThat(statuses).hasSizeGreaterThan(10));
            second.stop();
            assertThat(second.exitStatus()).isEqualTo(143);
            int sent = statuses.size();
            Eventually.holds(() -> assertThat(statuses).hasSizeGreaterThan(sent + 20));
        } finally {
            load.shutdown();
            assertThat(load.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(statuses).hasSizeGreaterThan(40).containsOnly(200, 201);
    }

    private static int create(String token) {
        return send(to("/api/v1/reports")
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.ofString(
                                "{\"title\":\"Drained\",\"body\":\"\",\"visibility\":\"PRIVATE\"}")))
                .statusCode();
    }

    private static int list(String token) {
        return get("/api/v1/reports?limit=1", "Authorization", "Bearer " + token)
                .statusCode();
    }

    @Test
    @Order(Order.DEFAULT + 2)
    void gateway_continues_with_one_instance_and_responds_503_without_any() throws Exception {
        Eventually.holds(() -> assertThat(get("/api/v1/reports").statusCode()).isEqualTo(401));
        assertThat(Stream.generate(() -> get("/api/v1/reports").statusCode()).limit(6))
                .containsOnly(401);

        first.close();
        HttpResponse<String> answer = get("/api/v1/reports");
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
}
