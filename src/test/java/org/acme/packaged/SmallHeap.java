package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends the most expensive requests to a service with a small heap, 64 in parallel. */
final class SmallHeap implements AutoCloseable {

    static final int REPORTS = 500;
    private static final int PARALLEL = 64;
    private static final String BODY = "界".repeat(100_000);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<Integer> ALLOWED = Set.of(200, 201, 429, 503);

    private static final int LOST = 0;

    private final Service service;
    private final List<String> tokens;
    private final List<String> ids;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final List<Socket> open = new ArrayList<>();

    SmallHeap(Service service, Connection database) throws SQLException {
        this.service = service;
        this.ids = load(database);
        this.tokens = IntStream.range(0, 4)
                .mapToObj(i -> Production.logIn(service.url(), "reader" + i + "@example.org", Production.PASSWORD)
                        .<String>path("accessToken"))
                .toList();
    }

    private static List<String> load(Connection database) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement sql = database.createStatement()) {
            // Failures of other tests: further logins would require a proof of work.
            sql.execute("delete from login_failures");
            sql.execute("""
                    insert into users (id, email, display_name, role, status, password_hash, created_at)
                    select md5('reader' || n)::uuid, 'reader' || n || '@example.org', repeat('界', 100), 'EDITOR', 'ACTIVE',
                      (select password_hash from users where role = 'ADMIN' limit 1), now() from generate_series(0, 3) n""");
            sql.execute("""
                    insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)
                    select gen_random_uuid(), md5('reader' || n %% 4)::uuid, repeat('界', 196) || n, repeat('界', 100000),
                      'PUBLISHED', 'INTERNAL', now(), now(), 0 from generate_series(1, %d) n""".formatted(REPORTS));
            try (ResultSet rows = sql.executeQuery("select id from reports")) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return ids;
    }

    /** Sends lists, GraphQL requests, exports and large bodies, and asserts their statuses. */
    void assertServes() throws IOException {
        List<HttpRequest> requests = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            requests.add(get(i, "/api/v1/reports?limit=100"));
            requests.add(get(i, "/api/v1/reports?limit=100&q=" + i));
            requests.add(graphQl(i, "reports(first: 50) { items { id title owner { displayName } } }"));
            requests.add(graphQl(i, "report(id: \"" + ids.get(i) + "\") { title body }"));
            requests.add(get(i, "/api/v1/reports/export"));
            requests.add(get(i, "/api/v1/reports/" + ids.get(i)));
            requests.add(create(i).build());
            requests.add(
                    create(i).header("Idempotency-Key", "\"key-" + i + "\"").build());
        }
        Map<Integer, Long> statuses = all(requests);
        assertThat(ALLOWED).as(statuses + service.log()).containsAll(statuses.keySet());
        assertThat(statuses.get(200)).as("%s", statuses).isGreaterThan(2L * PARALLEL);
    }

    private Map<Integer, Long> all(List<HttpRequest> requests) {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<CompletableFuture<Integer>> statuses = requests.stream()
                    .map(request -> CompletableFuture.supplyAsync(() -> status(request), threads))
                    .toList();
            return statuses.stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
        } finally {
            threads.shutdown();
        }
    }

    private int status(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException lost) {
            return LOST;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest.Builder as(int i, String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + tokens.get(i % tokens.size()));
    }

    private HttpRequest get(int i, String path) {
        return as(i, path).build();
    }

    private HttpRequest graphQl(int i, String field) throws IOException {
        String document =
                IntStream.range(0, 10).mapToObj(n -> "x" + n + ": " + field).collect(Collectors.joining(" ", "{", "}"));
        return as(i, "/graphql").POST(json(Map.of("query", document))).build();
    }

    private HttpRequest.Builder create(int i) throws IOException {
        return as(i, "/api/v1/reports").POST(json(Map.of("title", "New " + i, "body", BODY, "visibility", "PRIVATE")));
    }

    private static HttpRequest.BodyPublisher json(Object body) throws IOException {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    /** Opens connections that send all but the last byte of the largest body. */
    void sendUnfinishedBodies(int senders) throws IOException {
        byte[] most = "x".repeat((1 << 20) - 1).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < senders; i++) {
            String framing =
                    i % 2 == 0 ? "Content-Length: 1048576\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\nfffff\r\n";
            Socket socket =
                    connect("POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + tokens.get(i % tokens.size()) + "\r\n" + framing);
            try {
                socket.getOutputStream().write(most);
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    /** Opens connections that request a large response and do not read it. */
    void askAndDoNotRead(int readers) throws IOException {
        for (int i = 0; i < readers; i++) {
            connect("GET /api/v1/reports/" + ids.get(i % ids.size())
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + tokens.get(i % tokens.size())
                    + "\r\n\r\n");
        }
    }

    private Socket connect(String request) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", service.port));
        open.add(socket);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    int status(String path) {
        return status(get(0, path));
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }
}
