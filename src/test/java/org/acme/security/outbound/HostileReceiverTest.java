package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.HostileServer;
import org.acme.fixture.TestAuthority;
import org.acme.security.outbound.CallFailed.Reason;
import org.acme.security.outbound.Settings.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to servers on loopback that do their worst; without Quarkus. */
@Timeout(20)
class HostileReceiverTest {

    private static final String NAME = "hooks.example.com";
    private static final String LOOPBACK = "127.0.0.1/32";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrustOptions TRUST =
            new PemTrustOptions().addCertPath(TestAuthority.certificate().toString());

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Deque<String> addresses = new ArrayDeque<>(List.of("127.0.0.1"));
    private HostileServer server;

    @BeforeEach
    void a_server() {
        server = HostileServer.named(NAME);
        open.add(server);
    }

    @AfterEach
    void no_server() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @AfterAll
    static void no_vertx() {
        VERTX.close();
    }

    private Settings settings() {
        return Settings.production().open(server.port(), LOOPBACK);
    }

    @Test
    void a_defect_of_the_service_counts_as_no_failure_of_the_other_side() {
        Resolver defective = name -> {
            throw new NoClassDefFoundError("left out of the native executable");
        };
        assertThatThrownBy(() -> calls(settings(), defective, TRUST).post(url(), Map.of(), new byte[0]))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    /** The last address stays; those before it are given out one at a time. */
    private InetAddress[] lookUp(String name) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(addresses.size() > 1 ? addresses.remove() : addresses.element())
        };
    }

    private int post(Settings settings, String url) {
        return post(settings, url, TRUST);
    }

    private int post(Settings settings, String url, TrustOptions trust) {
        UrlGuard guard = new UrlGuard(settings, new Lookups(this::lookUp, settings));
        SafeCalls calls = new SafeCalls(guard, settings.limits(), new BoundedExchange(VERTX, settings.limits(), trust));
        open.add(calls::close);
        return calls.post(url, Map.of("X-Signature", "s"), "{}".getBytes(StandardCharsets.US_ASCII));
    }

    private SafeCalls calls(Settings settings, Resolver resolver, TrustOptions trust) {
        UrlGuard guard = new UrlGuard(settings, new Lookups(resolver, settings));
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
    void an_honest_one_is_called_by_its_name_with_what_was_given_and_nothing_else() {
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
    void each_call_has_a_connection_of_its_own() {
        post(settings(), url());
        post(settings(), url());
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_name_that_turns_inward_after_the_check_is_called_where_it_was_checked() throws Exception {
        HostileServer inside = HostileServer.on(InetAddress.getByName("127.0.0.2"), TestAuthority.serverFor(NAME));
        open.add(inside);
        addresses.clear();
        addresses.addAll(List.of("127.0.0.1", "127.0.0.2"));
        assertThat(post(settings(), url())).isEqualTo(204);
        assertThat(server.connections()).isEqualTo(1);
        assertThatThrownBy(() -> post(settings(), url()))
                .isInstanceOfSatisfying(UrlRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(UrlRefusal.ADDRESS_NOT_PUBLIC));
        assertThat(inside.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_to_the_inside_is_a_status_and_no_more(int status) {
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
    void a_body_without_end_is_cut_off(String framing) throws Exception {
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
    void a_body_within_the_limit_is_read_and_forgotten() {
        server.says("HTTP/1.1 202 OK\r\nContent-Length: " + Settings.MAX_BYTES + "\r\n\r\n"
                + "a".repeat(Settings.MAX_BYTES));
        assertThat(post(settings(), url())).isEqualTo(202);
    }

    @Test
    void a_head_without_end_is_cut_off() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\n");
            line.sayForEver("X-More: " + "a".repeat(100) + "\r\n");
        });
        assertFails(settings(), Reason.TOO_LARGE);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void preliminary_answers_without_end_are_cut_off() throws Exception {
        server.answers(line -> line.sayForEver("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"));
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void a_body_that_drips_is_given_up_on() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n");
            line.drip("a");
        });
        assertFails(settings().impatient(Phase.TOTAL), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void a_head_that_drips_is_given_up_on() throws Exception {
        server.answers(line -> {
            line.say("HTTP/1.1 200 OK\r\n");
            line.drip("X");
        });
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void silence_is_given_up_on() throws Exception {
        server.answers(HostileServer.Line::hang);
        assertFails(settings().impatient(Phase.FIRST_BYTE), Reason.TIMED_OUT);
        assertThat(server.wasHungUpOn()).isTrue();
    }

    @Test
    void a_handshake_that_never_begins_is_given_up_on() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Settings settings = Settings.production().open(mute.getLocalPort(), LOOPBACK);
            assertFails(
                    settings.impatient(Phase.HANDSHAKE),
                    "https://" + NAME + ":" + mute.getLocalPort() + "/",
                    Reason.TIMED_OUT);
        }
    }

    @Test
    void a_connection_that_never_comes_about_is_given_up_on() throws Exception {
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
    void nothing_is_sent_once_the_caller_has_given_up() throws Exception {
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
        assertThatThrownBy(() -> calls.post(url(), Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        CallFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMED_OUT));
        answer.countDown();
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(post(settings(), url())).isEqualTo(204);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_not_http_is_no_answer() {
        server.says("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void a_connection_that_is_closed_without_an_answer_is_no_answer() {
        server.answers(line -> {});
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void nobody_listening_is_no_answer() throws IOException {
        server.close();
        assertFails(settings(), Reason.UNREACHABLE);
    }

    @Test
    void a_certificate_of_another_name_is_no_proof() {
        HostileServer other = HostileServer.named("evil.example", "127.0.0.1");
        open.add(other);
        assertFails(
                Settings.production().open(other.port(), LOOPBACK),
                "https://" + NAME + ":" + other.port() + "/",
                Reason.UNREACHABLE);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_no_proof() {
        assertThatThrownBy(() -> post(settings(), url(), null)).isInstanceOf(CallFailed.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void an_address_in_the_url_must_be_proven_as_well() {
        assertFails(settings(), "https://127.0.0.1:" + server.port() + "/", Reason.UNREACHABLE);
        HostileServer proven = HostileServer.named("127.0.0.1");
        open.add(proven);
        assertThat(post(
                        Settings.production().open(proven.port(), LOOPBACK),
                        "https://127.0.0.1:" + proven.port() + "/"))
                .isEqualTo(204);
    }

    @Test
    void an_ipv6_address_in_the_url_is_called() throws Exception {
        HostileServer six = HostileServer.on(InetAddress.getByName("::1"), TestAuthority.serverFor("::1"));
        open.add(six);
        assertThat(post(Settings.production().open(six.port(), "::1/128"), "https://[::1]:" + six.port() + "/"))
                .isEqualTo(204);
        assertThat(six.requests().get(0)).containsIgnoringCase("Host: [::1]:" + six.port());
    }

    @Test
    void http_is_spoken_when_a_setting_says_so() {
        HostileServer plain = HostileServer.plain();
        open.add(plain);
        Settings settings = Settings.production().open(plain.port(), LOOPBACK).http();
        assertThat(post(settings, "http://" + NAME + ":" + plain.port() + "/")).isEqualTo(204);
    }

    @Test
    void a_line_break_in_a_header_is_not_sent() {
        UrlGuard guard = new UrlGuard(settings(), new Lookups(this::lookUp, settings()));
        SafeCalls calls = new SafeCalls(
                guard,
                settings().limits(),
                new BoundedExchange(VERTX, settings().limits(), TRUST));
        open.add(calls::close);
        assertThatThrownBy(() -> calls.post(url(), Map.of("X", "a\r\nHost: inside"), new byte[0]))
                .isInstanceOf(RuntimeException.class);
        assertThat(server.connections()).isZero();
    }
}
