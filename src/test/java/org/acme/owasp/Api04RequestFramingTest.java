package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Connections;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.LiveObjects;
import org.acme.fixture.LockedTable;
import org.acme.fixture.LogLines;
import org.acme.fixture.Routes;
import org.acme.fixture.SlowResource;
import org.acme.fixture.Sql;
import org.acme.fixture.TightResources;
import org.acme.fixture.UnknownApiKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with unusual framing hold no worker thread and leave no data on their connection. */
@Tag("API4")
@QuarkusTest
@TestProfile(TightResources.class)
class Api04RequestFramingTest {

    /** Longer than a collection of garbage in the JVM of the tests, which stops them for up to three seconds. */
    private static final long TOO_MUCH = 50_000_000;

    private static final Duration AT_ONCE = Duration.ofSeconds(8);

    private static final String CONNECTION = "io.vertx.core.http.impl.Http1xServerConnection";
    private static final String REQUEST = "io.vertx.core.http.impl.Http1xServerRequest";
    private static final String NO_BODY = "0\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");

    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void closeConnections() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Header lines that declare the framing of a body, with the octets that follow them. */
    private enum Framing {
        NONE("", ""),
        LENGTH_ZERO("Content-Length: 0\r\n", ""),
        LENGTH_EMPTY("Content-Length:\r\n", ""),
        CHUNKED_EMPTY("Transfer-Encoding: chunked\r\n", NO_BODY),
        CHUNKED_TRAILERS("Transfer-Encoding: chunked\r\n", "0\r\nX-Trailer: x\r\n\r\n"),
        CHUNKED_AFTER_GZIP("Transfer-Encoding: gzip, chunked\r\n", NO_BODY),
        CHUNKED_TWICE("Transfer-Encoding: chunked, chunked\r\n", NO_BODY),
        CHUNKED_AND_LENGTH("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", NO_BODY),
        IDENTITY("Transfer-Encoding: identity\r\n", ""),
        GZIP("Transfer-Encoding: gzip\r\n", ""),
        MISSPELT("Transfer-Encoding: xchunked\r\n", ""),
        EMPTY_CODING("Transfer-Encoding:\r\n", ""),
        EXPECT_NONE("Expect: 100-continue\r\n", ""),
        EXPECT_CHUNKED("Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n", NO_BODY),
        EXPECT_OTHER("Expect: something\r\nTransfer-Encoding: chunked\r\n", NO_BODY),
        UPGRADE_H2C(
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
                        + "Transfer-Encoding: chunked\r\n",
                NO_BODY),
        UPGRADE_WEBSOCKET(
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nTransfer-Encoding: chunked\r\n",
                NO_BODY);

        private final String headers;
        private final String body;

        Framing(String headers, String body) {
            this.headers = headers;
            this.body = body;
        }

        String request(String method, String path, String version, String credentials) {
            return method + " " + path + " " + version + "\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + credentials + headers + "\r\n" + body;
        }
    }

    private static String bearer(Actor actor) {
        return "Authorization: Bearer " + actor.token() + "\r\n";
    }

    private Socket connect(String sent) throws IOException {
        Socket socket = new Socket("127.0.0.1", RestAssured.port);
        open.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Reads statuses until the connection closes or the expected number of final responses has arrived. */
    private static List<Integer> statuses(Socket socket, int expected) throws IOException {
        socket.setSoTimeout((int) AT_ONCE.toMillis());
        StringBuilder received = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                if (finals(received).size() >= expected) {
                    return finals(received);
                }
            }
            return finals(received);
        } catch (SocketTimeoutException unanswered) {
            return finals(received);
        }
    }

    private static List<Integer> finals(CharSequence received) {
        return STATUS.matcher(received)
                .results()
                .map(status -> Integer.parseInt(status.group(1)))
                .filter(status -> status >= 200)
                .toList();
    }

    static Stream<String> operations() {
        return Stream.concat(Routes.all().stream(), Stream.of("POST /graphql", "POST /nowhere"))
                .filter(route -> !Routes.OF_TESTS.contains(route))
                .map(route -> route.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()))
                .distinct();
    }

    private void assertAnswered(String request) throws IOException {
        try (Socket socket = connect(request)) {
            assertThat(statuses(socket, 1)).as(request).isNotEmpty().allMatch(status -> status < 500);
        }
    }

    private static List<String> waitingForBodies() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .map(StackTraceElement::getClassName)
                .filter(type -> type.contains("VertxInputStream"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_operation_responds_to_every_framing_at_once_and_reads_nothing_more_from_the_connection(String operation)
            throws IOException {
        String[] route = operation.split(" ");
        try (LogLines log = LogLines.of("")) {
            for (String credentials : List.of("", bearer(Actors.editor()))) {
                EmptyWindows.letThemPass();
                for (Framing framing : Framing.values()) {
                    assertAnswered(framing.request(route[0], route[1], "HTTP/1.1", credentials));
                }
                assertAnswered(Framing.NONE.request(route[0], route[1], "HTTP/1.0", credentials));
                assertAnswered(Framing.CHUNKED_EMPTY.request(route[0], route[1], "HTTP/1.0", credentials));
            }
            assertThat(waitingForBodies()).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("internal-error"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHUNKED_EMPTY", "NONE", "LENGTH_ZERO", "EXPECT_CHUNKED", "UPGRADE_WEBSOCKET"})
    void pipelined_requests_without_a_body_all_get_a_response(Framing framing) throws IOException {
        String request = framing.request("POST", "/api/v1/auth/verify-email", "HTTP/1.1", "");
        assertThat(statuses(connect(request.repeat(20)), 20)).hasSize(20).containsOnly(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /nowhere", "GET /api/v1//reports", "OPTIONS *"})
    void hundreds_of_requests_pipelined_behind_a_slow_one_all_get_a_response(String refused) throws IOException {
        SlowResource.close();
        try {
            String head = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            Socket client = connect("GET /api/v1/slow?wait=true" + head + (refused + head).repeat(600));
            assertThat(Actors.anonymous().get("/slow").statusCode()).isEqualTo(200);
            SlowResource.open();
            assertThat(statuses(client, 601)).hasSize(601);
        } finally {
            SlowResource.open();
        }
    }

    @Test
    void pipelined_request_that_was_not_sent_completely_has_no_effect_when_its_connection_closes() throws IOException {
        Actor alice = Actors.editor();
        SlowResource.close();
        try {
            int others = Connections.open();
            String report = "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
            Socket client = connect("GET /api/v1/slow?wait=true HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + alice.token()
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(report.length()) + "\r\n" + report + "\r\n");
            Eventually.holds(() -> assertThat(Connections.open()).isGreaterThan(others));
            client.close();
            Eventually.holds(() -> assertThat(Connections.open()).isEqualTo(others));
        } finally {
            SlowResource.open();
        }
        // The request would be processed just after the slow one.
        for (int i = 0; i < 20; i++) {
            assertThat(alice.get("/reports").<List<String>>path("items.title")).doesNotContain("T");
        }
    }

    private static final String UNKNOWN_KEY = UnknownApiKey.HEADER + "\r\n";

    private static String head(String headers) {
        return "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x\r\n", "-1\r\n", "1\nA\r\n", "FFFFFFFFFFFFFFFFF\r\n", "1;a=\u0000\r\n", "0\r\n: x\r\n\r\n"})
    void malformed_chunk_gets_a_problem_and_ends_the_connection(String chunk) throws IOException {
        String head = "POST /api/v1/auth/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        try (Socket client = connect(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk)) {
            String response = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 400 ").contains("malformed-request");
        }
    }

    /** The first request of the connection waits; the chunk belongs to the second one. */
    @Test
    void malformed_chunk_of_a_pipelined_request_is_not_logged_as_an_error_and_its_connection_is_forgotten()
            throws IOException {
        SlowResource.close();
        try (LogLines log = LogLines.of("")) {
            int others = Connections.open();
            Socket client = connect("GET /api/v1/slow?wait=true HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + head("Transfer-Encoding: chunked\r\n") + "x\r\n");
            assertThat(statuses(client, 1)).doesNotContain(200);
            client.close();
            Eventually.within(AT_ONCE, () -> assertThat(Connections.open()).isEqualTo(others));
            assertThat(log.lines()).noneMatch(line -> line.contains("NullPointerException"));
        } finally {
            SlowResource.open();
        }
    }

    private static final List<String> REFUSED_AFTER_THE_LOOKUP = List.of(
            "Content-Length: 2000000\r\n",
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n",
            "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n");

    /** An idle worker keeps its last task, and with it a connection. */
    @Test
    void connections_that_clients_close_during_the_lookup_of_their_caller_are_forgotten() throws IOException {
        Eventually.holds(() -> assertThat(Connections.open()).isZero());
        long before = LiveObjects.count(CONNECTION);
        int sent = 0;
        while (sent < 3 * TightResources.WORKERS) {
            EmptyWindows.letThemPass();
            sent += disconnectDuringTheLookup();
        }
        Eventually.within(TightResources.IDLE_TIMEOUT.multipliedBy(2), () -> assertThat(LiveObjects.count(CONNECTION))
                .isLessThanOrEqualTo(before + TightResources.WORKERS));
    }

    private int disconnectDuringTheLookup() throws IOException {
        try (LockedTable keys = LockedTable.named("api_keys")) {
            List<Socket> clients = new ArrayList<>();
            for (String headers : REFUSED_AFTER_THE_LOOKUP) {
                clients.add(connect(head(UNKNOWN_KEY + headers)));
                clients.add(connect(head(UNKNOWN_KEY + headers)));
            }
            keys.awaitWaiting();
            Eventually.holds(() -> assertThat(Connections.open()).isEqualTo(clients.size()));
            for (Socket client : clients) {
                client.close();
            }
            Eventually.holds(() -> assertThat(Connections.open()).isZero());
            return clients.size();
        }
    }

    @Test
    void requests_behind_one_whose_client_disconnected_do_not_count_as_in_progress() throws IOException {
        SlowResource.close();
        try {
            Socket client = connect("GET /api/v1/slow?wait=true HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(3));
            Eventually.holds(() -> assertThat(Connections.requests()).isEqualTo(1));
            client.close();
            Eventually.holds(() -> assertThat(Connections.open()).isZero());
        } finally {
            SlowResource.open();
        }
        Eventually.holds(() -> assertThat(Connections.requests()).isZero());
    }

    /**
     * The requests together fit the buffers of the network: the client could send all of them. After the large body of
     * the first one, the service reads many requests at once.
     */
    @Test
    void only_few_requests_of_a_connection_are_read_ahead() throws IOException {
        Actor alice = Actors.editor();
        String login =
                "{\"email\":\"" + alice.email() + "\",\"password\":\"" + Actors.PASSWORD + "\"}" + " ".repeat(200_000);
        EmptyWindows.letThemPass();
        SlowResource.close();
        try {
            Socket client =
                    connect("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + login.length() + "\r\n\r\n" + login);
            assertThat(statuses(client, 1)).containsExactly(200);
            String pipelined = "GET /api/v1/slow?wait=true HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    + "GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5_000);
            client.getOutputStream().write(pipelined.getBytes(StandardCharsets.US_ASCII));
            // Meanwhile each event loop reads what it can.
            for (int i = 0; i < 20; i++) {
                Actors.anonymous().get("/slow").then().statusCode(200);
            }
            Eventually.holds(() -> assertThat(LiveObjects.count(REQUEST)).isBetween(16L, 60L));
        } finally {
            SlowResource.open();
        }
    }

    /** When the turn of the second request comes, Vert.x passes its body on and reads from the connection again. */
    @Test
    void requests_behind_a_pipelined_body_in_many_chunks_are_not_read_ahead() throws Exception {
        String next = "GET /api/v1/slow HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String report = "{\"title\":\"T\",\"body\":\"\",\"visibility\":\"PRIVATE\"}";
        String create = "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n" + bearer(Actors.editor())
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + report.replaceAll(".", "1\r\n$0\r\n") + "0\r\n\r\n";
        EmptyWindows.letThemPass();
        try (Sql.Transaction held = Sql.lock("reports");
                SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", RestAssured.port))) {
            client.write(ascii(next + create + next.repeat(20)));
            held.awaitWaiting();
            client.configureBlocking(false);
            ByteBuffer flood = ascii(next.repeat(10_000));
            long sent = 0;
            for (int pauses = 0; pauses < 20 && sent < TOO_MUCH; pauses++) {
                for (int taken = client.write(flood); taken > 0 && sent < TOO_MUCH; taken = client.write(flood)) {
                    sent += taken;
                    pauses = 0;
                    flood = flood.hasRemaining() ? flood : flood.rewind();
                }
                // Meanwhile each event loop reads what it can.
                Actors.anonymous().get("/slow").then().statusCode(200);
            }
            assertThat(sent).as("the buffers of the network take a part of it").isLessThan(TOO_MUCH);
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void five_hundred_requests_without_a_body_do_not_slow_down_the_service() throws IOException {
        Actor alice = Actors.editor();
        List<Framing> shapes = List.of(
                Framing.CHUNKED_EMPTY,
                Framing.EXPECT_CHUNKED,
                Framing.UPGRADE_H2C,
                Framing.CHUNKED_AFTER_GZIP,
                Framing.IDENTITY);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (i % 90 == 0) {
                EmptyWindows.letThemPass();
            }
            String path = i % 2 == 0 ? "/graphql" : "/api/v1/auth/verify-email";
            clients.add(connect(shapes.get(i % shapes.size()).request("POST", path, "HTTP/1.1", "")));
        }
        Instant asked = Instant.now();
        Eventually.holds(() -> {
            EmptyWindows.letThemPass();
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        });
        // A worker that waited for a body would be held for at least 30 seconds.
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        for (Socket client : clients) {
            assertThat(statuses(client, 1)).hasSize(1).allMatch(status -> status < 500 || status == 503);
        }
    }

    @Test
    void empty_chunked_body_is_treated_like_a_body_of_length_zero() throws IOException {
        for (Framing framing : List.of(Framing.NONE, Framing.LENGTH_ZERO, Framing.CHUNKED_EMPTY)) {
            String request = framing.request("POST", "/api/v1/reports", "HTTP/1.1", bearer(Actors.editor()));
            assertThat(statuses(connect(request), 1)).as(framing.name()).containsExactly(400);
        }
    }

    @Test
    void expect_100_continue_gets_exactly_one_interim_response() throws IOException {
        String body = "{\"token\":\"x\"}";
        Socket client = connect("POST /api/v1/auth/verify-email HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                + "\r\n\r\n");
        client.setSoTimeout(10_000);
        String interim = new String(client.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
        assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        client.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        String rest = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(rest).startsWith("HTTP/1.1 400").doesNotContain(" 100 ");
    }

    private static final Map<String, String> REFUSED = Map.of(
            "POST /api/v1/reports", "Content-Type: multipart/form-data; boundary=x\r\n",
            "POST /api/v1/auth/login", "Content-Encoding: gzip\r\n",
            "POST /api/v1/auth/verify-email", "Origin: https://attacker.example\r\n",
            "POST /api/v1/auth/register", "Authorization: Bearer x\r\nX-API-Key: x\r\n",
            "POST /api/v1//reports", "",
            "POST /nowhere?q=%00", "",
            "POST *", "",
            "POST localhost:80", "",
            "POST /api/v1/users", "X-Long: " + "x".repeat(20_000) + "\r\n");

    @Test
    void connection_is_closed_when_a_request_is_refused_before_its_body_has_arrived() throws IOException {
        Map<Socket, String> clients = new HashMap<>();
        for (var refused : REFUSED.entrySet()) {
            for (String framing : List.of("Content-Length: 900000", "Transfer-Encoding: chunked")) {
                Socket client = connect(refused.getKey() + " HTTP/1.1\r\nHost: localhost\r\n" + refused.getValue()
                        + framing + "\r\n\r\n");
                assertThat(statuses(client, 1))
                        .as(refused.getKey())
                        .hasSize(1)
                        .allMatch(status -> status >= 400 && status < 500);
                clients.put(client, refused.getKey() + " " + framing);
            }
        }
        assertClosedWhileDripping(clients, 'x');
    }

    @Test
    void service_stops_reading_after_it_refused_a_body_that_is_too_large() throws IOException {
        Socket client = connect("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 400000000\r\n\r\n");
        assertThat(statuses(client, 1)).containsExactly(413);
        long sent = 0;
        byte[] block = new byte[1 << 16];
        try {
            while (sent < 100_000_000) {
                client.getOutputStream().write(block);
                sent += block.length;
            }
        } catch (IOException cutOff) {
            assertThat(sent).isLessThan(20_000_000);
        }
        assertThat(sent).isLessThan(100_000_000);
    }

    @Test
    void request_that_follows_a_refused_body_is_not_processed() throws IOException {
        Actor alice = Actors.editor();
        String report = "{\"title\":\"Behind a refusal\",\"body\":\"\",\"visibility\":\"PRIVATE\"}";
        Socket client = connect("POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n" + bearer(alice)
                + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3\r\n\r\na=b"
                + "POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\n" + bearer(alice)
                + "Content-Type: application/json\r\nContent-Length: " + report.length() + "\r\n\r\n" + report);
        assertThat(statuses(client, 2)).containsExactly(415);
        assertThat(alice.get("/reports").asString()).doesNotContain("Behind a refusal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " GET /api/v1/reports HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET\u000b/api/v1/reports HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/reports HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
                "GET /api/v1/reports HTTP/1.1\nHost: x\r\n\r\n",
                "GET /api/v1/reports HTTP/1.1\r\nHost: x\r\nX-A: b\rc\r\n\r\n"
            })
    void request_that_follows_a_malformed_one_is_not_processed_and_the_connection_is_closed(String unreadable)
            throws IOException {
        Socket client = connect(unreadable + "GET /api/v1/users HTTP/1.1\r\nHost: x\r\n\r\n");
        client.setSoTimeout((int) AT_ONCE.toMillis());
        String received = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(finals(received)).containsExactly(400);
    }

    @Test
    void connection_with_slowly_sent_headers_is_closed() throws IOException {
        Socket client = connect("GET /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        assertClosedWhileDripping(client, 'x');
    }

    private static void assertClosedWhileDripping(Socket client, char drip) throws IOException {
        assertClosedWhileDripping(Map.of(client, "the client"), drip);
    }

    /** Sends single bytes, so that the connections do not become idle. */
    private static void assertClosedWhileDripping(Map<Socket, String> clients, char drip) throws IOException {
        Map<Socket, String> remaining = new HashMap<>(clients);
        Instant end = Instant.now().plus(TightResources.IDLE_TIMEOUT.multipliedBy(2));
        while (!remaining.isEmpty() && Instant.now().isBefore(end)) {
            for (Socket client : List.copyOf(remaining.keySet())) {
                client.setSoTimeout(Math.max(1, 100 / remaining.size()));
                if (isClosedAfter(drip, client)) {
                    remaining.remove(client);
                }
            }
        }
        assertThat(remaining.values()).as("connections that are still open").isEmpty();
    }

    private static boolean isClosedAfter(char drip, Socket client) {
        try {
            client.getOutputStream().write(drip);
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
