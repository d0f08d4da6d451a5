package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Connections;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LockedTable;
import org.acme.fixture.LogLines;
import org.acme.fixture.RawHttp;
import org.acme.fixture.SlowResource;
import org.acme.fixture.TightResources;
import org.acme.fixture.UnknownApiKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow clients, many clients, and bodies that cost more than their size suggests. */
@Tag("API4")
@QuarkusTest
@TestProfile(TightResources.class)
class Api04ResourceBoundsTest {

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private Socket connect(String sent) throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        open.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String unfinished(Actor actor) {
        return RawHttp.request(
                        "POST",
                        "/api/v1/reports",
                        "Authorization: Bearer " + actor.token(),
                        "Content-Type: application/json",
                        "Content-Length: 1000")
                + "{\"title\":";
    }

    @Test
    void idle_and_slow_connections_hold_no_worker_thread() throws IOException {
        Actor alice = Actors.editor();
        for (int i = 0; i < 1_000; i++) {
            connect("");
        }
        // From several callers, because each may send 100 requests per window.
        for (Actor slow : List.of(Actors.editor(), Actors.editor(), Actors.editor())) {
            for (int i = 0; i < 67; i++) {
                connect(unfinished(slow));
            }
        }
        Instant asked = Instant.now();
        // Few workers look up the callers of parallel requests, so some requests are refused at first.
        Eventually.holds(() -> {
            EmptyWindows.letThemPass();
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        });
        // A worker that read a body itself would wait for a minute.
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void disconnecting_clients_cannot_fill_the_log_with_errors() throws IOException {
        try (LogLines log = LogLines.of("org.acme.problem")) {
            String request = unfinished(Actors.editor()).replaceFirst("\r\n", "\r\nExpect: 100-continue\r\n");
            try (Socket client = connect(request)) {
                // The service now waits for the rest of the body.
                assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 100");
            }

            log.awaitLine("The client closed the connection");
            assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("Exception"));
        }
    }

    private static final Map<String, String> LARGE =
            Map.of("title", "T", "body", "x".repeat(20_000), "visibility", "PRIVATE");

    /** Not complete: the largest body has one byte more. */
    private static final String MOST = " ".repeat((1 << 20) - 1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unfinished_large_bodies_of_one_user_or_of_anonymous_clients_do_not_block_bodies_of_others(boolean loggedIn) {
        Actor alice = known();
        String credentials = loggedIn ? credentials(known()) : "X-None: x";
        Response accepted = whileBodiesAreAwaited(
                () -> {
                    for (int i = 0; i < TightResources.BODY_MEMORY; i++) {
                        begin(MOST, credentials, "Content-Length: 1048576");
                        begin("100000\r\n" + MOST, credentials, "Transfer-Encoding: chunked");
                    }
                    awaitRefusal(credentials);
                },
                () -> alice.post("/reports", LARGE));
        assertThat(accepted.statusCode()).isEqualTo(201);
    }

    @Test
    void announced_bodies_of_several_users_that_do_not_arrive_block_no_body() {
        Actor alice = known();
        List<Actor> others = Stream.generate(Api04ResourceBoundsTest::known)
                .limit(TightResources.BODY_MEMORY + 1)
                .toList();
        Response accepted = whileBodiesAreAwaited(
                () -> others.forEach(other -> {
                    announce("{", credentials(other), "Content-Length: 1048576");
                    announce("1\r\n{\r\n", credentials(other), "Transfer-Encoding: chunked");
                }),
                () -> alice.post("/reports", LARGE));
        assertThat(accepted.statusCode()).isEqualTo(201);
    }

    /** With this little memory, each user can have one body of the maximum size. */
    @Test
    void small_chunked_body_is_accepted_while_large_bodies_of_others_take_the_memory() {
        Actor alice = known();
        List<Actor> others = Stream.generate(Api04ResourceBoundsTest::known)
                .limit(TightResources.BODY_MEMORY + 4)
                .toList();
        String report = "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
        Response small = whileBodiesAreAwaited(
                () -> {
                    others.forEach(other -> begin(MOST, credentials(other), "Content-Length: 1048576"));
                    awaitRefusal(credentials(alice));
                },
                () -> RawHttp.send(
                        RawHttp.request(
                                "POST",
                                "/api/v1/reports",
                                "Content-Type: application/json",
                                credentials(alice),
                                "Transfer-Encoding: chunked"),
                        Integer.toHexString(report.length()) + "\r\n" + report + "\r\n0\r\n\r\n"));
        assertThat(small.statusCode()).isEqualTo(201);
    }

    /** The response of a round in which no awaited body reached its timeout before that response. */
    private Response whileBodiesAreAwaited(Runnable bodies, Supplier<Response> request) {
        return Eventually.found("response while bodies are awaited", () -> {
            EmptyWindows.letThemPass();
            Instant begun = Instant.now();
            bodies.run();
            Response response = request.get();
            boolean isInTime = Duration.between(begun, Instant.now()).compareTo(TightResources.READ_TIMEOUT) < 0;
            return isInTime ? Optional.of(response) : Optional.empty();
        });
    }

    /** Returns at the refusal, or when the awaited bodies have timed out. */
    private static void awaitRefusal(String credentials) {
        String body = "x".repeat(20_000);
        String head = RawHttp.request(
                "POST",
                "/api/v1/reports",
                "Content-Type: application/json",
                credentials,
                "Content-Length: " + body.length());
        Instant late = Instant.now().plus(TightResources.READ_TIMEOUT);
        Eventually.holds(() -> assertThat(
                        Instant.now().isAfter(late) || RawHttp.send(head, body).statusCode() == 503)
                .isTrue());
    }

    /** Returns when the service waits for the body. */
    private void announce(String body, String credentials, String framing) {
        try {
            String head = RawHttp.request(
                    "POST",
                    "/api/v1/reports",
                    "Content-Type: application/json",
                    credentials,
                    framing,
                    "Expect: 100-continue");
            InputStream response = connect(head + body).getInputStream();
            assertThat(new String(response.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void body_beyond_the_memory_of_its_user_gets_503_and_is_accepted_later() {
        Actor alice = Actors.editor();
        // Repeated, because the first body takes memory only until its timeout.
        Eventually.holds(() -> {
            EmptyWindows.letThemPass();
            begin(MOST, credentials(alice), "Content-Length: 1048576");
            Response refused = alice.post("/reports", MOST);
            assertProblem(refused, 503, "unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        });
        Eventually.holds(
                () -> assertThat(alice.post("/reports", LARGE).statusCode()).isEqualTo(201));
    }

    /** While it waits for a worker, the body stays in memory. */
    @Test
    void complete_body_of_a_disconnected_client_takes_memory_until_its_timeout() {
        String login = "/api/v1/auth/login";
        String type = "Content-Type: application/json";
        SlowResource.close();
        try {
            SlowResource.occupy(TightResources.WORKERS)
                    .forEach(worker -> assertThat(worker.join().statusCode()).isEqualTo(503));
            Response refused = whileBodiesAreAwaited(
                    () -> Connections.sendAndDisconnect(
                            RawHttp.request("POST", login, type, "Content-Length: 1048576") + MOST + " "),
                    () -> RawHttp.send(
                            RawHttp.request("POST", login, type, "Content-Length: 20000"), "x".repeat(20_000)));
            assertProblem(refused, 503, "unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        } finally {
            SlowResource.open();
        }
    }

    /** Nothing would release the memory of its body: the end of the connection has been handled. */
    @Test
    void request_whose_client_disconnects_during_the_lookup_of_the_caller_is_not_processed() throws IOException {
        EmptyWindows.letThemPass();
        Eventually.holds(() -> assertThat(Connections.open()).isZero());
        try (LogLines log = LogLines.of("org.acme.problem")) {
            try (LockedTable keys = LockedTable.named("api_keys")) {
                begin("x".repeat(30_000), UnknownApiKey.HEADER, "Content-Length: 30000");
                keys.awaitWaiting();
                closeConnections();
                Eventually.holds(() -> assertThat(Connections.open()).isZero());
            }
            for (int i = 0; i < 20; i++) {
                Actors.anonymous().get("/slow").then().statusCode(200);
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    /** A caller whose lookup needs no worker: few workers look up the callers of parallel requests. */
    private static Actor known() {
        Actor actor = Actors.editor();
        assertThat(actor.get("/users/me").statusCode()).isEqualTo(200);
        return actor;
    }

    private static String credentials(Actor actor) {
        return "Authorization: Bearer " + actor.token();
    }

    private void begin(String body, String credentials, String framing) {
        try {
            connect(RawHttp.request("POST", "/api/v1/reports", "Content-Type: application/json", credentials, framing)
                    + body);
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    /** A slowly sent body keeps its connection from being idle, so the whole body has a timeout of its own. */
    @Test
    void connection_with_a_slowly_sent_body_is_closed() throws IOException {
        Socket slow = connect(unfinished(Actors.editor()));
        Instant started = Instant.now();
        slow.setSoTimeout(100);
        int answer = 0;
        while (answer >= 0 && Duration.between(started, Instant.now()).toSeconds() < 10) {
            try {
                slow.getOutputStream().write(' ');
                answer = slow.getInputStream().read();
            } catch (java.net.SocketTimeoutException stillOpen) {
                answer = 0;
            } catch (IOException cutOff) {
                answer = -1;
            }
        }
        assertThat(answer).isNegative();
        assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @AfterEach
    void openSlowResource() {
        SlowResource.open();
    }

    @Test
    void overloaded_service_responds_503_at_once_and_recovers() {
        int tooMany = 3 * (TightResources.WORKERS + TightResources.QUEUE);
        SlowResource.close();
        ExecutorService clients = Executors.newFixedThreadPool(tooMany);
        try {
            List<CompletableFuture<Response>> answers = IntStream.range(0, tooMany)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> Actors.anonymous().get("/slow?wait=true"), clients))
                    .toList();
            // Refused requests get their response while the others still wait.
            Response first = (Response) CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                    .join();
            assertProblem(first, 503, "unavailable");
            assertThat(Integer.parseInt(first.header("Retry-After"))).isPositive();

            SlowResource.open();
            assertThat(answers.stream().map(CompletableFuture::join).map(Response::statusCode))
                    .contains(200, 503)
                    .doesNotContain(500);
        } finally {
            clients.shutdownNow();
        }
        assertThat(Actors.anonymous().get("/slow").statusCode()).isEqualTo(200);
    }

    /**
     * No worker is free to look up the caller. The exhausted rate limit of the network address does not apply to the
     * caller.
     */
    @Test
    void request_whose_caller_cannot_be_looked_up_during_overload_gets_503() {
        int tooMany = 3 * (TightResources.WORKERS + TightResources.QUEUE);
        Actor alice = Actors.editor();
        Actor slow = Actors.editor();
        EmptyWindows.letThemPass();
        while (Actors.anonymous().get("/slow").statusCode() != 429) {
            // Uses up the rate limit of the network address.
        }
        SlowResource.close();
        ExecutorService clients = Executors.newFixedThreadPool(tooMany);
        try {
            CompletableFuture<?>[] answers = IntStream.range(0, tooMany)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> slow.get("/slow?wait=true"), clients))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.anyOf(answers).join();
            Response refused = alice.get("/users/me");
            assertProblem(refused, 503, "unavailable");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            SlowResource.open();
            CompletableFuture.allOf(answers).join();
        } finally {
            clients.shutdownNow();
        }
        assertThat(alice.get("/users/me").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "GZIP", "gzip, gzip"})
    void compressed_request_body_is_rejected(String coding) {
        Response refusal = Actors.editor()
                .calling()
                .contentType("application/json")
                .header("Content-Encoding", coding)
                .body("{}")
                .post("/reports");
        assertProblem(refusal, 415, "unsupported-media-type");
    }

    @Test
    void compressed_request_body_is_rejected_when_another_header_line_calls_it_plain() {
        Response refusal = Actors.editor()
                .calling()
                .contentType("application/json")
                .header("Content-Encoding", "identity")
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/reports");
        assertProblem(refusal, 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "Multipart/Mixed; boundary=x"
            })
    void form_body_is_rejected_even_where_no_body_is_read(String type) {
        Actor alice = Actors.editor();
        Response refusal = RawHttp.send(
                RawHttp.request(
                        "POST",
                        "/api/v1/reports/" + alice.writesPrivately() + "/publish",
                        "Authorization: Bearer " + alice.token(),
                        "Content-Type: " + type,
                        "Content-Length: 3"),
                "a=b");
        assertProblem(refusal, 415, "unsupported-media-type");
    }

    @Test
    void body_without_a_media_type_is_rejected() {
        String body = "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
        Response refusal = RawHttp.send(
                RawHttp.request(
                        "POST",
                        "/api/v1/reports",
                        "Authorization: Bearer " + Actors.editor().token(),
                        "Content-Length: " + body.length()),
                body);
        assertProblem(refusal, 415, "unsupported-media-type");
    }

    /** Variables have no schema of their own, so that only the limits of JSON apply. */
    private static Response withVariable(String name, String value) {
        return GraphQl.post(
                Actors.viewer().calling(), "{\"query\":\"{me{id}}\",\"variables\":{\"" + name + "\":" + value + "}}");
    }

    @Test
    void overlong_json_array_is_rejected() {
        assertThat(withVariable("a", "[" + "1,".repeat(400) + "1]").statusCode())
                .isEqualTo(200);
        assertProblem(withVariable("a", "[" + "1,".repeat(500) + "1]"), 400, "malformed-request");
    }

    @Test
    void overlong_json_number_or_field_name_is_rejected() {
        assertThat(withVariable("x".repeat(100), "9".repeat(40)).statusCode()).isEqualTo(200);
        assertProblem(withVariable("x".repeat(100), "9".repeat(41)), 400, "malformed-request");
        assertProblem(withVariable("x".repeat(101), "9".repeat(40)), 400, "malformed-request");
    }

    @Test
    void deeply_nested_json_is_rejected() {
        assertThat(withVariable("a", "[".repeat(18) + "]".repeat(18)).statusCode())
                .isEqualTo(200);
        assertProblem(withVariable("a", "[".repeat(19) + "]".repeat(19)), 400, "malformed-request");
    }
}
