package org.acme.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.Configured;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.SecondThread;
import org.acme.fixture.WholeLog;
import org.acme.mail.MailConfig.StartTls;
import org.junit.jupiter.api.Test;

/** Tests what is logged when the mail server refuses a message, hangs or cannot be reached. */
@SecondThread
class MailSenderTest {

    private static final String ADDRESS = "zqxcanary@example.com";

    private static Settings server(int port) {
        return Settings.local(port, StartTls.DISABLED, Duration.ofSeconds(2));
    }

    @Test
    void address_and_text_of_a_refused_mail_are_not_logged() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WholeLog log = WholeLog.watch()) {
            CompletableFuture<Void> refusal = CompletableFuture.runAsync(() -> refuse(server), Parallel::run);
            MailSender mailSender = new MailSender(server(server.getLocalPort()), vertx);
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text of zqxcanary")))
                    .isEqualTo(MailSender.Delivery.FAILED);
            refusal.join();
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains(
                            "An e-mail message stays in the queue: the mail server rejected it with reply code 550"))
                    .noneMatch(entry -> entry.contains("zqxcanary"));
        } finally {
            vertx.close();
        }
    }

    @Test
    void production_without_a_mail_server_keeps_messages_in_the_queue_and_logs_none() {
        Vertx vertx = Vertx.vertx();
        try (WholeLog log = WholeLog.watch()) {
            MailSender mailSender = new MailSender(Configured.of(MailConfig.class, Map.of()), vertx);
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text of zqxcanary")))
                    .isEqualTo(MailSender.Delivery.FAILED);
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("app.mail.host (APP_MAIL_HOST) is not set"))
                    .noneMatch(entry -> entry.contains("zqxcanary"));
        } finally {
            vertx.close();
        }
    }

    @Test
    void hanging_mail_server_times_out_is_logged_as_the_cause_and_its_connection_is_closed() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WholeLog log = WholeLog.watch()) {
            MailSender mailSender = new MailSender(server(silent.getLocalPort()), vertx);
            long begun = System.nanoTime();
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text")))
                    .isEqualTo(MailSender.Delivery.TIMED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
            assertThat(log.entries()).anyMatch(entry -> entry.contains("did not accept an e-mail message within PT2S"));
            assertThatCode(() -> assertEnds(silent)).doesNotThrowAnyException();
        } finally {
            vertx.close();
        }
    }

    /** Each byte would restart an idle timeout. */
    @Test
    void mail_server_that_never_completes_its_reply_keeps_no_connection() throws IOException {
        Vertx vertx = Vertx.vertx();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> accept(slow), timer);
            accepted.thenAccept(client -> timer.scheduleAtFixedRate(() -> say(client), 0, 100, TimeUnit.MILLISECONDS));
            MailSender mailSender = new MailSender(server(slow.getLocalPort()), vertx);
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text")))
                    .isEqualTo(MailSender.Delivery.TIMED_OUT);
            try (Socket client = accepted.join()) {
                client.setSoTimeout(5_000);
                assertThat(
                                catchThrowable(() -> client.getInputStream().readAllBytes())
                                        instanceof SocketTimeoutException)
                        .isFalse();
            }
        } finally {
            timer.shutdownNow();
            vertx.close();
        }
    }

    @Test
    void mail_client_of_a_message_takes_no_memory_afterwards() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MailSender mailSender = new MailSender(server(refusing.getLocalPort()), vertx);
            refusing.close();
            for (int i = 0; i < 3; i++) {
                assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text")))
                        .isEqualTo(MailSender.Delivery.FAILED);
            }
            Eventually.holds(() -> assertThat(vertx.sharedData()
                            .getLocalMap("__vertx.MailClient.pools")
                            .keySet())
                    .isEmpty());
        } finally {
            vertx.close();
        }
    }

    private static Socket accept(ServerSocket server) {
        try {
            return server.accept();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void say(Socket client) {
        try {
            client.getOutputStream().write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static void assertEnds(ServerSocket server) throws IOException {
        try (Socket client = server.accept()) {
            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** A message that timed out is retried less often, because the server may have accepted it. */
    @Test
    void mail_server_that_accepts_no_connection_fails_before_the_message_times_out() throws IOException {
        Vertx vertx = Vertx.vertx();
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            while (isAdded(waiting, full)) {
                // Fills the queue of connections.
            }
            MailSender mailSender = new MailSender(server(full.getLocalPort()), vertx);
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text")))
                    .isEqualTo(MailSender.Delivery.FAILED);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
            vertx.close();
        }
    }

    private static boolean isAdded(List<Socket> waiting, ServerSocket server) throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    @Test
    void unreachable_mail_server_is_logged_as_the_cause() throws IOException {
        Vertx vertx = Vertx.vertx();
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }
        try (WholeLog log = WholeLog.watch()) {
            MailSender mailSender = new MailSender(server(closed), vertx);
            assertThat(mailSender.deliver(new EmailMessage(ADDRESS, "Subject", "Text")))
                    .isEqualTo(MailSender.Delivery.FAILED);
            assertThat(log.entries()).anyMatch(entry -> entry.contains("the mail server could not be reached"));
        } finally {
            vertx.close();
        }
    }

    /** Speaks SMTP (RFC 5321) up to the recipient, and refuses it with a reply that quotes the address. */
    private static void refuse(ServerSocket server) {
        try (Socket client = server.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 mail.example ESMTP");
            for (String line = lines.readLine(); line != null && !line.equals("QUIT"); line = lines.readLine()) {
                say(client, line.startsWith("RCPT") ? "550 5.1.1 <" + ADDRESS + ">: no such user" : "250 ok");
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
