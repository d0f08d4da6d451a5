package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.HostileServer;
import org.acme.fixture.Parallel;
import org.acme.fixture.SecondThread;
import org.acme.fixture.TestAuthority;
import org.acme.security.outbound.CallFailed.Reason;
import org.acme.security.outbound.Settings.Phase;
import org.acme.security.outbound.address.Lookups;
import org.acme.security.outbound.address.Resolver;
import org.acme.security.outbound.exchange.BoundedExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls hostile servers on loopback, without Quarkus. */
@SecondThread
@Timeout(20)
class HostileReceiverTest {

    private static final UUID USER = UUID.randomUUID();
    private static final String NAME = "hooks.example.com";
    private static final String LOOPBACK = "127.0.0.1/32";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrustOptions TRUST =
            new PemTrustOptions().addCertPath(TestAuthority.certificate().toString());

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final Deque<String> addresses = new ArrayDeque<>(List.of("127.0.0.1"));
    private HostileServer server;

    @BeforeEach
    void startServer() {
        server = HostileServer.named(NAME);
        open.add(server);
    }

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close();
    }

    private Settings settings() {
        return Settings.production().open(server.port(), LOOPBACK);
    }

    @Test
    void defect_of_the_service_is_not_reported_as_a_failed_call() {
        Resolver defective = name -> {
            throw new NoClassDefFoundError("left out of the native executable");
        };
        assertThatThrownBy(() -> calls(settings(), defective, TRUST).post(USER, url(), Map.of(), new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    /** Returns the addresses one at a time, and then always the last one. */
    private InetAddress[] lookUp(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(addresses.size() > 1 ? addresses.remove() : addresses.element())
        };
    }

    private int post(Settings settings, String url) {
        return post(settings, url, TRUST);
    }

    private int post(Settings settings, String url, TrustOptions trust) {
        UrlGuard guard = new UrlGuard(settings, new Lookups(this::lookUp, settings), new SimpleMeterRegistry());
        SafeCalls calls = new SafeCalls(guard, settings.limits(), new BoundedExchange(VERTX, settings.limits(), trust));
        open.add(calls::close);
        return calls.post(USER, url, Map.of("X-Signature", "s"), "{}".getBytes(StandardCharsets.US_ASCII));
    }

    private SafeCalls calls(Settings settings, Resolver resolver, TrustOptions trust) {
        UrlGuard guard = new UrlGuard(settings, new Lookups(resolver, settings), new SimpleMeterRegistry());
        SafeCalls calls = new SafeCalls(guard, settings.limits(), new BoundedExchange(VERTX, settings.limits(), trust));
        open.add(calls::close);
        return calls;
    }

    private String url() {
        return "https://" + NAME + ":" + server.port() + "/in?x=1";
    }

    private void assertFails(Settings settings, Reason reason) {
        assertFails(settings, url(), reason);
    }

    private void assertFails(Settings settings, String url, Reason reason) {
        assertThatThrownBy(() -> post(settings, url))
                .isInstanceOfSatisfying(CallFailed.class, failed -> assertThat(failed.reason())
                        .as("%s", failed.getCause())
                        .isEqualTo(reason));
    }

    @Test
    void well_behaved_receiver_gets_exactly_the_given_request() {
        assertThat(post(settings(), url())).isEqualTo(204);
        assertThat(server.names()).containsExactly(NAME);
        assertThat(server.requests())
                .singleElement()
                .asString()
                .startsWith("POST /in?x=1 HTTP/1.1\r\n")
                .endsWith("\r\n\r\n{}")
                .contains("X-Signature: s");
        assertThat(server.requests().get(0).toLowerCase(Locale.ROOT).lines().map(line -> line.replaceAll(":.*", "")))
                .containsExactlyInAnyOrder(
                        "post /in?x=1 http/1.1", "x-signature", "host", "content-length", "connection", "", "{}");
    }

    @Test
    void each_outbound_call_uses_a_new_connection() {
        post(settings(), url());
        post(settings(), url());
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void outbound_call_connects_to_the_checked_address_after_dns_rebinding() throws Exception {
        HostileServer inside = HostileServer.on(InetAddress.getByName("127.0.0.2"), TestAuthority.serverFor(NAME));
        open.add(inside);
        addresses.clear();
        addresses.addAll(List.of("127.0.0.1", "127.0.0.2"));
        assertThatCode(() -> assertThat(post(settings(), url())).isEqualTo(204)).doesNotThrowAnyException();
        assertThat(server.connections()).isEqualTo(1);
        assertThatThrownBy(() -> post(settings(), url()))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(UrlRefusal.ADDRESS_NOT_PUBLIC));
        assertThat(inside.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void outbound_call_does_not_follow_redirects_to_internal_addresses(int status) {
        HostileServer inside = HostileServer.plain();
        open.add(inside);
        server.says("HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1:" + inside.port()
                + "/\r\nContent-Length: 0\r\n\r\n");
        assertThat(post(settings(), url())).isEqualTo(status);
        assertThat(inside.connections()).isZero();
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000000000", "Transfer-Encoding: chunked", "Connection: close"})
    void outbound_call_cuts_off_an_endless_body(String framing) throws Exception {
        String part = "a".repeat(1_000);
        String sent = framing.startsWith("Transfer") ? "3e8\r\n" + part + "\r\n" : part;
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
            line.sayForEver(sent);
        });
        assertFails(settings(), Reason.TOO_LARGE);
        assertThat(server.wasHungUpOn()).isTrue();
        assertThat(server.bytesSent()).isLessThan(20_000_000);
    }

    @Test
    void outbound_call_reads_and_discards_a_body_within_the_limit() {
        server.says("HTTP/1.1 202 OK\r\nContent-Length: " + Settings.MAX_BYTES + "\r\n\r\n"
                + "a".repeat(Settings.MAX_BYTES));
        assertThat(post(settings(), url())).isEqualTo(202);
    }

    @Test
    void outbound_call_cuts_off_endless_headers() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\n");
            line.sayForEver("X-More: " + "a".repeat(100) + "\r\n");
        });
        assertFails(settings(), Reason.TOO_LARGE);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void outbound_call_cuts_off_endless_interim_responses() throws Exception {
        server.answers(line -> line.sayForEver("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"));
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void outbound_call_times_out_on_a_slowly_sent_body() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n");
            line.drip("a");
        });
        assertFails(settings().impatient(Phase.TOTAL), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void outbound_call_times_out_on_slowly_sent_headers() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\n");
            line.drip("X");
        });
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void outbound_call_times_out_on_a_silent_receiver() throws Exception {
        server.answers(HostileServer.Line::hang);
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void outbound_call_times_out_on_a_stalled_tls_handshake() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Settings settings = Settings.production().open(mute.getLocalPort(), LOOPBACK);
            assertFails(
                    settings.impatient(Phase.HANDSHAKE),
                    "https://" + NAME + ":" + mute.getLocalPort() + "/",
                    Reason.TIMED_OUT);
        }
    }

    @Test
    void outbound_call_times_out_on_a_stalled_connection_attempt() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(full);
            Settings settings = Settings.production().open(full.getLocalPort(), LOOPBACK);
            assertFails(
                    settings.impatient(Phase.CONNECT),
                    "https://" + NAME + ":" + full.getLocalPort() + "/",
                    Reason.TIMED_OUT);
        }
    }

    private void fill(ServerSocket server) throws IOException {
        for (int i = 0; i < 50; i++) {
            Socket waiting = new Socket();
            open.add(waiting);
            try {
                waiting.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    @Test
    void outbound_call_sends_nothing_after_it_timed_out() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Resolver slow = name -> {
            try {
                assertThat(answer.await(10, TimeUnit.SECONDS)).isTrue();
                return lookUp(name);
            } catch (InterruptedException stopped) {
                throw new UnknownHostException(name);
            } finally {
                answered.countDown();
            }
        };
        SafeCalls calls = calls(settings().impatient(Phase.TOTAL), slow, TRUST);
        assertThatThrownBy(() -> calls.post(USER, url(), Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        CallFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMED_OUT));
        answer.countDown();
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(post(settings(), url())).isEqualTo(204);
        assertThat(server.connections()).isEqualTo(1);
    }

    /** Otherwise, calls of one user to a slow host would make those of others to the same host time out unsent. */
    @Test
    void parallel_calls_to_one_slow_host_all_connect() throws Exception {
        int calls = 150;
        CountDownLatch connected = new CountDownLatch(calls);
        try (ServerSocket silent = new ServerSocket(0, calls, InetAddress.getLoopbackAddress());
                BoundedExchange exchange = new BoundedExchange(VERTX, settings().limits(), TRUST)) {
            Parallel.run(() -> acceptAll(silent, connected));
            Destination slow = new Destination(
                    SafeUrl.parse("https://" + NAME + ":" + silent.getLocalPort() + "/"), silent.getInetAddress());
            for (int i = 0; i < calls; i++) {
                exchange.start(slow, HttpMethod.POST, Map.of(), new byte[0]);
            }
            assertThat(connected.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void acceptAll(ServerSocket server, CountDownLatch accepted) {
        try {
            while (!server.isClosed()) {
                open.add(server.accept());
                accepted.countDown();
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    @Test
    void outbound_call_fails_on_a_response_that_is_not_http() {
        server.says("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void outbound_call_fails_when_the_connection_is_closed_without_a_response() {
        server.answers(line -> {});
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void outbound_call_fails_when_the_port_is_closed() throws IOException {
        server.close();
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void outbound_call_rejects_a_certificate_of_another_name() {
        HostileServer other = HostileServer.named("evil.example", "127.0.0.1");
        open.add(other);
        assertFails(
                Settings.production().open(other.port(), LOOPBACK),
                "https://" + NAME + ":" + other.port() + "/",
                Reason.UNREACHABLE);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void outbound_call_rejects_a_certificate_of_an_unknown_authority() {
        assertThatThrownBy(() -> post(settings(), url(), null)).isInstanceOf(CallFailed.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void outbound_call_to_an_ip_address_requires_a_certificate_for_it() {
        assertFails(settings(), "https://127.0.0.1:" + server.port() + "/", Reason.UNREACHABLE);
        HostileServer proven = HostileServer.named("127.0.0.1");
        open.add(proven);
        assertThat(post(
                        Settings.production().open(proven.port(), LOOPBACK),
                        "https://127.0.0.1:" + proven.port() + "/"))
                .isEqualTo(204);
    }

    @Test
    void outbound_call_to_an_ipv6_address_succeeds() throws Exception {
        HostileServer six = HostileServer.on(InetAddress.getByName("::1"), TestAuthority.serverFor("::1"));
        open.add(six);
        assertThat(post(Settings.production().open(six.port(), "::1/128"), "https://[::1]:" + six.port() + "/"))
                .isEqualTo(204);
        assertThat(six.requests().get(0)).containsIgnoringCase("Host: [::1]:" + six.port());
    }

    @Test
    void configured_service_with_an_ipv6_address_is_called() throws Exception {
        HostileServer six = HostileServer.on(InetAddress.getByName("::1"), null);
        open.add(six);
        Upstreams upstreams = UpstreamsFixture.create(VERTX);
        try (Upstream service = upstreams.at(
                URI.create("http://[::1]:" + six.port()), Settings.production().limits(), "breach-check")) {
            assertThat(service.get("/range", Map.of()).status()).isEqualTo(204);
            assertThat(six.requests().get(0)).containsIgnoringCase("Host: [::1]:" + six.port());
        } finally {
            upstreams.close();
        }
    }

    @Test
    void outbound_call_over_http_requires_the_setting() {
        HostileServer plain = HostileServer.plain();
        open.add(plain);
        Settings settings = Settings.production().open(plain.port(), LOOPBACK).http();
        assertThat(post(settings, "http://" + NAME + ":" + plain.port() + "/")).isEqualTo(204);
    }

    @Test
    void outbound_call_does_not_send_a_header_with_a_line_break() {
        UrlGuard guard = new UrlGuard(settings(), new Lookups(this::lookUp, settings()), new SimpleMeterRegistry());
        SafeCalls calls = new SafeCalls(
                guard,
                settings().limits(),
                new BoundedExchange(VERTX, settings().limits(), TRUST));
        open.add(calls::close);
        assertThatThrownBy(() -> calls.post(USER, url(), Map.of("X", "a\r\nHost: inside"), new byte[0]))
                .isInstanceOf(RuntimeException.class);
        assertThat(server.connections()).isZero();
    }
}
