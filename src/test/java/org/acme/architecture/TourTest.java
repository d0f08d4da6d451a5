package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TourTest {

    private static final byte[] WELCOME =
            "{\"accessToken\":\"a.b.c\",\"refreshToken\":\"r\",\"id\":\"1\"}".getBytes(StandardCharsets.US_ASCII);

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
        Process process = new ProcessBuilder("bash", "./tour", "http://localhost:" + port)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Tour(process.waitFor(), said);
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
        HttpServer open = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        open.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, WELCOME.length);
            exchange.getResponseBody().write(WELCOME);
            exchange.close();
        });
        open.start();
        try {
            Tour tour = tour(open.getAddress().getPort());

            assertThat(tour.exit()).as(tour.said()).isGreaterThan(10);
            assertThat(tour.said()).contains("attacks succeeded");
        } finally {
            open.stop(0);
        }
    }
}
