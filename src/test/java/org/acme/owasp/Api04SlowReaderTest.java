package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Eventually;
import org.acme.fixture.LogLines;
import org.acme.fixture.OpenRequests;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.fixture.TightResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that send requests and do not read the responses. */
@Tag("API4")
@QuarkusTest
@TestProfile(TightResources.class)
class Api04SlowReaderTest {

    /** Longer than a collection of garbage in the JVM of the tests, which stops them for up to three seconds. */
    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ROWS = 12_000;
    private static final int BLOCKS = 500;
    private static final int SLICES = 10;
    private static final int SLICE = 500_000;

    private final List<Socket> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        Sql.run("delete from reports where title like 'Export %'");
        OpenRequests.assertNone();
    }

    private static String get(Actor actor, String path) {
        return "GET /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + actor.token()
                + "\r\n\r\n";
    }

    /** Sends requests on a connection with a tiny receive buffer, and reads nothing. */
    private Socket asks(String requests) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        open.add(socket);
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Starts a request and returns when its response has begun, so that it is in progress. */
    private Socket begins(Actor actor, String path) throws IOException {
        Socket socket = asks(get(actor, path));
        socket.setSoTimeout((int) LONGEST.toMillis());
        byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(statusLine, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static void assertAnsweredAtOnce(Actor actor) {
        Instant asked = Instant.now();
        // Parallel requests above the concurrency limit may be refused at first.
        Eventually.holds(() -> assertThat(actor.get("/reports").statusCode()).isEqualTo(200));
        assertThat(Duration.between(asked, Instant.now())).isLessThan(AT_ONCE);
    }

    private static long waitingForClients() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .filter(call -> call.getMethodName().equals("awaitWriteable"))
                .count();
    }

    private static void hasManyReports(Actor owner) {
        // In batches, because a statement may take at most 10 seconds.
        for (int part = 0; part < 4; part++) {
            Sql.run(
                    "insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)"
                            + " select gen_random_uuid(), ?, 'Export ' || repeat('€', 190), '', 'DRAFT', 'PRIVATE', now(), now(), 0"
                            + " from generate_series(1, " + ROWS / 4 + ")",
                    owner.id());
        }
    }

    @Test
    void clients_that_do_not_read_large_responses_hold_no_worker_and_lose_their_connections() throws IOException {
        Actor slow = Actors.editor();
        String id = slow.post(
                        "/reports", Map.of("title", "Large", "body", "\u0001".repeat(100_000), "visibility", "PRIVATE"))
                .path("id");
        Socket first = asks(get(slow, "/reports/" + id).repeat(5));
        for (int i = 0; i < 2 * TightResources.WORKERS; i++) {
            asks(get(slow, "/reports/" + id).repeat(5));
        }
        assertAnsweredAtOnce(Actors.editor());
        assertGivenUp(first);
    }

    @Test
    void unread_exports_hold_few_workers_and_are_aborted() throws IOException {
        List<Actor> slow = new ArrayList<>();
        for (int i = 0; i < TightResources.EXPORTS; i++) {
            Actor actor = Actors.editor();
            hasManyReports(actor);
            slow.add(actor);
        }
        // Prepared before the exports begin: unread exports are aborted soon, and a later request would be admitted.
        Actor alice = Actors.editor();
        Actor other = Actors.editor();
        hasManyReports(other);
        List<Socket> exports = new ArrayList<>();
        for (Actor actor : slow) {
            exports.add(begins(actor, "/reports/export"));
        }
        assertProblem(other.get("/reports/export"), 503, "unavailable");
        for (int i = 0; i < 2 * TightResources.WORKERS; i++) {
            asks(get(Actors.again(other), "/reports/export"));
        }
        assertAnsweredAtOnce(alice);
        for (Socket export : exports) {
            assertGivenUp(export);
        }
        Actor next = Actors.editor();
        hasManyReports(next);
        Eventually.holds(
                () -> assertThat(next.get("/reports/export").statusCode()).isEqualTo(200));
    }

    @Test
    void client_that_closes_the_connection_of_its_export_causes_no_error_of_the_service() throws IOException {
        Actor leaving = Actors.editor();
        hasManyReports(leaving);
        try (LogLines log = LogLines.of("org.acme.problem")) {
            Socket export = begins(leaving, "/reports/export");
            Eventually.holds(() -> assertThat(waitingForClients()).isEqualTo(1));
            export.close();
            log.awaitLine("its response is incomplete");
            OpenRequests.assertNone();
            assertThat(log.lines()).as("one line, without internal-error").hasSize(1);
        }
        Eventually.holds(
                () -> assertThat(leaving.get("/reports/export").statusCode()).isEqualTo(200));
    }

    /** The end of its connection would be the end of the response; nginx uses HTTP/1.0 by default. */
    @Test
    void export_that_is_read_too_slowly_resets_the_connection_of_an_http_1_0_client() throws IOException {
        Actor slow = Actors.editor();
        hasManyReports(slow);
        try (LogLines log = LogLines.of("org.acme.problem")) {
            Socket export = asks(get(slow, "/reports/export").replace("HTTP/1.1", "HTTP/1.0"));
            log.awaitLine("its response is incomplete");
            assertThatThrownBy(() -> export.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void second_long_export_of_a_caller_is_refused_while_the_first_one_runs() throws IOException {
        Actor slow = Actors.editor();
        hasManyReports(slow);
        begins(slow, "/reports/export");
        Response second = slow.get("/reports/export");
        assertProblem(second, 429, "rate-limited");
        assertThat(second.header("Retry-After"))
                .as("not the wait of a rate limit window")
                .isEqualTo("10");
        Eventually.holds(() -> assertThat(Sql.column("select sum(uses) from flow_uses where user_id = ?", slow.id()))
                .as("the daily quota counts the first export only, also when the second is of the next day")
                .isEqualTo("1\n"));
    }

    @Test
    void unread_refusals_do_not_fill_the_memory() {
        List<Supplier<Integer>> clients = Stream.of("GET /nowhere", "OPTIONS *", "GET /api/v1//x")
                .<Supplier<Integer>>map(refused -> () -> blocksSent(refused))
                .toList();
        // A write blocks while the service neither reads nor closes the connection.
        assertThat(assertTimeoutPreemptively(LONGEST, () -> Parallel.all(clients)))
                .as("thousands of requests whose responses were not read")
                .allMatch(sent -> sent < BLOCKS);
    }

    /** Sends blocks of a thousand requests until the service gives up the connection. */
    private int blocksSent(String refused) {
        byte[] block =
                (refused + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try {
            Socket socket = asks("");
            while (sent < BLOCKS) {
                socket.getOutputStream().write(block);
                sent++;
            }
        } catch (IOException givenUp) {
            assertThat(sent).isPositive();
        }
        return sent;
    }

    @Test
    void export_that_takes_longer_than_the_request_timeout_is_complete() throws IOException {
        Actor alice = Actors.editor();
        hasManyReports(alice);
        Socket socket = asks(get(alice, "/reports/export").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        socket.setSoTimeout((int) LONGEST.toMillis());
        // A connection that is reset fails the assertion, too.
        assertThatCode(() ->
                        assertThat(readSlowly(socket)).as("with the last chunk").endsWith("\r\n0\r\n\r\n"))
                .doesNotThrowAnyException();
    }

    /** Within twice the request timeout. */
    private static String readSlowly(Socket socket) throws IOException {
        Instant asked = Instant.now();
        for (int slice = 1; slice <= SLICES; slice++) {
            assertThat(socket.getInputStream().readNBytes(SLICE)).hasSize(SLICE);
            Instant next = asked.plus(
                    TightResources.REQUEST_TIMEOUT.multipliedBy(2L * slice).dividedBy(SLICES));
            Eventually.holds(() -> assertThat(Instant.now()).isAfter(next));
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void export_that_is_read_at_normal_speed_is_complete() {
        Actor alice = Actors.editor();
        hasManyReports(alice);
        assertThat(alice.get("/reports/export").asString().lines()).hasSize(ROWS + 1);
    }

    /** After the service has closed the connection, writes of the client fail. */
    private static void assertGivenUp(Socket client) {
        Eventually.holds(() -> {
            try {
                client.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
                throw new AssertionError("the connection is still open");
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
        });
    }
}
