package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TourTest {

    private static final byte[] WELCOME =
            "{\"accessToken\":\"a.b.c\",\"refreshToken\":\"r\",\"id\":\"1\",\"passwordHash\":\"x\"}"
                    .getBytes(StandardCharsets.US_ASCII);

    private record Tour(int exit, String said) {}

    @BeforeEach
    void needs_bash_and_curl() throws InterruptedException {
        for (String tool : List.of("bash", "curl")) {
            assumeTrue(isInstalled(tool));
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static Tour tour(int port) throws IOException, InterruptedException {
        return tour("", "http://localhost:" + port);
    }

    private static Tour tour(String token, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "./tour"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TOUR_TOKEN", token);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Tour(process.waitFor(), said);
    }

    /** A service without a control: each request gets 200, and a response with a secret. */
    private static HttpServer open(Consumer<HttpExchange> observer) throws IOException {
        HttpServer open = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        open.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            observer.accept(exchange);
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(200, WELCOME.length);
            exchange.getResponseBody().write(WELCOME);
            exchange.close();
        });
        open.start();
        return open;
    }

    @Test
    void every_attack_of_the_tour_fails_and_every_owasp_risk_is_covered() throws IOException, InterruptedException {
        Tour tour = tour(RestAssured.port);

        assertThat(tour.exit()).as(tour.said()).isZero();
        assertThat(tour.said()).contains("API7  "); // webhook-only
        assertThat(IntStream.rangeClosed(1, 10).filter(risk -> risk != 7))
                .allSatisfy(risk -> assertThat(tour.said()).contains("API" + risk + "  "));
    }

    @Test
    void tour_detects_a_service_without_controls() throws IOException, InterruptedException {
        HttpServer open = open(exchange -> {});
        try {
            Tour tour = tour(open.getAddress().getPort());

            assertThat(tour.exit()).as(tour.said()).isGreaterThan(10);
            assertThat(tour.said()).contains("attacks succeeded");
        } finally {
            open.stop(0);
        }
    }

    @Test
    void read_only_tour_of_any_api_finds_nothing_in_palisade() throws IOException, InterruptedException {
        Actor reader = Actors.viewer();

        Tour tour = tour(
                reader.token(),
                "--url",
                "http://localhost:" + RestAssured.port,
                "--path",
                "/api/v1/users/me",
                "--object",
                "/api/v1/reports/" + Actors.editor().writesPrivately(),
                "--admin",
                "/api/v1/settings");

        assertThat(tour.exit()).as(tour.said()).isZero();
        assertThat(tour.said())
                .contains("unsigned token", "double slash", "API10  ")
                .doesNotContain("needs --");
    }

    @Test
    void read_only_tour_of_any_api_finds_the_faults_of_a_service_without_controls() throws Exception {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        Queue<String> arguments = new ConcurrentLinkedQueue<>();
        String secret = "header." + UUID.randomUUID() + ".signature";
        HttpServer open = open(exchange -> {
            sent.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .forEach(arguments::add);
        });
        try {
            Tour tour = tour(
                    secret,
                    "--url",
                    "http://localhost:" + open.getAddress().getPort(),
                    "--path",
                    "/mine",
                    "--object",
                    "/other",
                    "--admin",
                    "/admin");

            assertThat(tour.exit()).as(tour.said()).isGreaterThan(15);
            assertThat(sent)
                    .contains("GET Bearer " + secret)
                    .hasSizeLessThan(31)
                    .allMatch(each -> each.startsWith("GET "));
            assertThat(arguments)
                    .anyMatch(each -> each.contains("curl"))
                    .noneMatch(each -> each.contains(secret.substring(7, 43)));
        } finally {
            open.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "http://evil.example#@localhost",
                "http://[::ffff:192.0.2.1]",
                "http://2130706433",
                "file:///etc/passwd"
            })
    void read_only_tour_refuses_another_host_without_a_statement_that_names_it(String url) throws Exception {
        Tour plain = tour("secret", "--url", url);
        Tour another = tour("secret", "--url", url, "--i-may-test", "other.example");

        for (Tour tour : List.of(plain, another)) {
            assertThat(tour.exit()).as(tour.said()).isEqualTo(100);
            assertThat(tour.said()).containsAnyOf("is not this machine", "Give --url as");
        }
    }

    @Test
    void read_only_tour_asks_another_host_after_a_statement_that_names_it() throws Exception {
        Tour tour = tour("secret", "--url", "http://api.invalid", "--i-may-test", "api.invalid");

        assertThat(tour.said()).contains("There is no response from http://api.invalid");
    }
}
