package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.acme.fixture.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the deployed configuration of the gateway forwards, with a recorder in place of the instances. */
@EnabledIf(value = "org.acme.packaged.Gateway#isInstalled", disabledReason = "nginx is not installed")
class GatewayForwardingIT {

    private static final int MEBIBYTE = 1 << 20;

    /** Headers by which frameworks let a proxy choose address, host, path or method. */
    private static final List<String> DROPPED = List.of(
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Server",
            "X-Real-IP",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-HTTP-Method-Override",
            "Proxy",
            "Upgrade");

    @TempDir
    static Path folder;

    private static final Queue<Headers> RECEIVED = new ConcurrentLinkedQueue<>();
    private static HttpServer recorder;
    private static Gateway gateway;
    private static SSLContext trusting;

    @BeforeAll
    static void startGateway() throws Exception {
        recorder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        recorder.createContext("/", exchange -> {
            RECEIVED.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        recorder.start();
        gateway = new Gateway(
                folder, recorder.getAddress().getPort(), recorder.getAddress().getPort());
        trusting = GatewayIT.trusting(gateway.authority);
        Eventually.holds(GatewayForwardingIT::connects);
    }

    @AfterAll
    static void stopGateway() throws InterruptedException {
        gateway.close();
        recorder.stop(0);
    }

    @BeforeEach
    void forget() {
        RECEIVED.clear();
    }

    private static void connects() {
        try (Socket client = connection()) {
            assertThat(client.isConnected()).isTrue();
        } catch (IOException refused) {
            throw new AssertionError(refused);
        }
    }

    private static Socket connection() throws IOException {
        return gateway.connection(trusting);
    }

    private static void send(Socket client, String... lines) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Headers received() {
        return Eventually.found(
                "a forwarded request", () -> Stream.ofNullable(RECEIVED.peek()).findFirst());
    }

    /** If it stored bodies, slow clients could fill the memory of its temporary folder. */
    @Test
    void gateway_forwards_bodies_while_they_arrive_and_stores_nothing() throws Exception {
        try (Socket client = connection()) {
            send(
                    client,
                    "POST /api/v1/reports HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Content-Length: " + MEBIBYTE);
            client.getOutputStream().write(new byte[MEBIBYTE / 2]);
            assertThat(received().getFirst("Content-Length")).isEqualTo(String.valueOf(MEBIBYTE));
            try (Stream<Path> stored = Files.walk(folder.resolve("client_body"))) {
                assertThat(stored.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void gateway_drops_headers_by_which_clients_choose_address_or_trace() throws Exception {
        try (Socket client = connection()) {
            send(
                    client,
                    "GET /api/v1/reports HTTP/1.1",
                    "Host: localhost",
                    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    "tracestate: vendor=1",
                    "baggage: user=1",
                    "Forwarded: for=203.0.113.9",
                    "X-Forwarded-For: 203.0.113.9",
                    "X-Forwarded-Proto: http",
                    String.join(": x\r\n", DROPPED) + ": x");
            Headers forwarded = received();
            assertThat(forwarded.keySet()).doesNotContain("Traceparent", "Tracestate", "Baggage", "Forwarded");
            assertThat(DROPPED).noneMatch(forwarded::containsKey);
            assertThat(forwarded.get("X-Forwarded-For")).isEqualTo(List.of("127.0.0.1"));
            assertThat(forwarded.get("X-Forwarded-Proto")).isEqualTo(List.of("https"));
        }
    }

    @Test
    void secrets_of_docker_compose_are_long_different_and_closed_to_other_users() throws Exception {
        Path secrets = gateway.authority.getParent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("authority.key"))))
                .isEqualTo("rw-------");
        List<String> passwords = new ArrayList<>();
        for (String name :
                List.of("postgres-password", "postgres-owner-password", "redis-password", "grafana-admin-password")) {
            passwords.add(Files.readString(secrets.resolve(name)).strip());
        }
        assertThat(passwords).doesNotHaveDuplicates().allMatch(password -> password.matches("[0-9a-f]{48}"));
    }
}
