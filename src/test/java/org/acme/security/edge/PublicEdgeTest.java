package org.acme.security.edge;

import static io.restassured.RestAssured.given;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.FailingStep;
import org.acme.fixture.MovableTime;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.SecurityHeaders;
import org.acme.fixture.Tokens;
import org.apache.http.ssl.SSLContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PublicEdge.class)
class PublicEdgeTest {

    @TestHTTPResource(value = "/", tls = true)
    URI tls;

    @Inject
    Vertx vertx;

    @Test
    void response_over_tls_has_an_hsts_header() {
        Response answer = given().relaxedHTTPSValidation().get(tls + "api/v1/reports");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=63072000; includeSubDomains");
    }

    @Test
    void edge_steps_after_a_failed_one_are_applied() {
        Response failed =
                given().basePath("").header("Origin", PublicEdge.ORIGIN).get(FailingStep.PATH);
        assertProblem(failed, 500, "internal-error");
        assertThat(failed.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
    }

    /** As of a client that connects while the port opens: Vert.x alone has set the connection up. */
    @Test
    void connection_without_the_strict_decoder_is_closed_without_a_response() throws Exception {
        HttpServer lenient = vertx.createHttpServer().requestHandler(VertxHttpRecorder.getRootHandler());
        int port = lenient.listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
        try (Socket client = new Socket("localhost", port)) {
            client.setSoTimeout(10_000);
            client.getOutputStream()
                    .write("GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isNegative();
        } finally {
            lenient.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\n",
                "\r\n"
            })
    void request_without_a_body_over_tls_gets_a_response_in_every_framing(String framing) throws Exception {
        SSLContext anyServer =
                new SSLContextBuilder().loadTrustMaterial((chain, type) -> true).build();
        try (Socket client = anyServer.getSocketFactory().createSocket("localhost", tls.getPort())) {
            client.setSoTimeout(3_000);
            String head = "POST /api/v1/auth/verify-email HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: application/json\r\nConnection: close\r\n";
            client.getOutputStream().write((head + framing).getBytes(StandardCharsets.US_ASCII));
            String response = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).contains("HTTP/1.1 400 ");
        }
    }

    @Test
    void response_without_tls_has_no_hsts_header() {
        assertThat(Actors.anonymous().get("/reports").header("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void response_has_the_date_of_the_clock() {
        try {
            MovableTime.stop();
            MovableTime.on(Instant.parse("2031-03-05T07:08:09.9Z"));
            assertThat(Actors.anonymous().get("/nowhere").header("Date")).isEqualTo("Wed, 05 Mar 2031 07:08:09 GMT");
        } finally {
            MovableTime.backToToday();
        }
    }

    @Test
    void allowed_origin_may_read_responses() {
        Response answer =
                Actors.admin().calling().header("Origin", PublicEdge.ORIGIN).get("/users");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
        SecurityHeaders.assertPresent(answer);
    }

    @Test
    void allowed_origin_may_read_refusals() {
        Response answer = Actors.anonymous().header("Origin", PublicEdge.ORIGIN).get("/users");
        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
    }

    @Test
    void allowed_origin_gets_its_preflight_response_without_credentials() {
        Response preflight = Actors.anonymous()
                .header("Origin", PublicEdge.ORIGIN)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "if-match")
                .options("/reports/1");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(preflight.header("Access-Control-Max-Age")).isEqualTo("7200");
    }

    private static Response fromAllowedOrigin(RequestSpecification caller, String path) {
        return caller.header("Origin", PublicEdge.ORIGIN).get(path);
    }

    @Test
    void response_to_an_allowed_origin_does_not_allow_credentials() {
        Response read = fromAllowedOrigin(Actors.admin().calling(), "/users");
        Response forbidden = fromAllowedOrigin(Actors.viewer().calling(), "/settings");
        Response unauthenticated = fromAllowedOrigin(Actors.anonymous(), "/users");
        Response missing = fromAllowedOrigin(Actors.viewer().calling(), "/nowhere");

        List<Response> responses = List.of(read, forbidden, unauthenticated, missing);
        assertThat(responses).extracting(Response::statusCode).containsExactly(200, 403, 401, 404);
        assertThat(responses).allSatisfy(response -> {
            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
            assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
        });
    }

    @Test
    void preflight_response_to_an_allowed_origin_does_not_allow_credentials() {
        Response preflight = Actors.anonymous()
                .header("Origin", PublicEdge.ORIGIN)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/reports");
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(PublicEdge.ORIGIN);
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
    }

    @Test
    void allowed_origin_may_send_an_idempotency_key() {
        Response preflight = Actors.anonymous()
                .header("Origin", PublicEdge.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "idempotency-key")
                .options("/reports");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com",
                "https://app.example.com:444",
                "https://app.example.com.evil.example",
                "https://evil.example/https://app.example.com",
                "https://sub.app.example.com",
                "null",
                "*"
            })
    void unlisted_origin_is_forbidden(String origin) {
        Response answer = Actors.admin().calling().header("Origin", origin).get("/users");
        assertProblem(answer, 403, "forbidden");
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void access_token_is_signed_with_the_configured_algorithm() {
        Actor editor = Actors.editor();
        assertThat(Tokens.header(editor.token()).getString("alg")).isEqualTo("EdDSA");
        assertThat(editor.get("/reports").statusCode()).isEqualTo(200);
    }
}
