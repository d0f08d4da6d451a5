package org.acme.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.acme.fixture.Eventually;
import org.acme.fixture.RealRedis;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SecondThread
class RedisLinkTest {

    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private final Vertx vertx = Vertx.vertx();
    private final List<Thread> trials = new CopyOnWriteArrayList<>();
    private RealRedis redis;
    private final RedisUse use = new RedisUse("available", "unavailable", ask -> {
        trials.add(Thread.currentThread());
        return ask.apply(Request.cmd(Command.PING));
    });
    private RedisLink link;

    @BeforeEach
    void start() throws IOException {
        redis = RealRedis.started();
        link = new RedisLink(vertx, Redis.createClient(vertx, redis.url()), Duration.ofSeconds(2), use);
        link.start();
    }

    @AfterEach
    void stop() throws IOException {
        link.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    /** Redis responds, but does not say in time whether it evicts keys. */
    @Test
    void redis_that_does_not_tell_its_eviction_policy_in_time_counts_as_unavailable() throws IOException {
        redis.kill();
        try (ServerSocket slow = new ServerSocket(redis.port, 50, InetAddress.getLoopbackAddress())) {
            slow.setSoTimeout(20_000);
            try (Socket first = slow.accept()) {
                respondUntilInfo(first);
                assertThatCode(() -> slow.accept().close())
                        .as("the attempt is repeated")
                        .doesNotThrowAnyException();
                assertThat(link.isUp()).isFalse();
            }
        }
        assertThat(trials).hasSizeGreaterThan(1);
    }

    private static void respondUntilInfo(Socket client) throws IOException {
        client.setSoTimeout(20_000);
        BufferedReader received = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        for (String line = received.readLine(); !"info".equalsIgnoreCase(line); line = received.readLine()) {
            assertThat(line).as("the connection stays open").isNotNull();
            if ("hello".equalsIgnoreCase(line)) {
                client.getOutputStream().write("-ERR unknown command\r\n".getBytes(US_ASCII));
            } else if ("ping".equalsIgnoreCase(line)) {
                client.getOutputStream().write("+PONG\r\n".getBytes(US_ASCII));
            }
        }
    }

    /** Otherwise, two threads could both find the connection lost, and open two new ones. */
    @Test
    void connections_stay_on_one_event_loop_after_one_that_never_got_a_response() throws IOException {
        redis.kill();
        ServerSocket silent = new ServerSocket(redis.port, 50, InetAddress.getLoopbackAddress());
        silent.setSoTimeout(20_000);
        try (Socket unanswered = silent.accept()) {
            silent.close();
            redis.start();
            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(link.isUp()).isTrue());
            assertThat(unanswered.isConnected()).isTrue();
        }
        assertThat(trials).hasSizeGreaterThan(1).containsOnly(trials.get(0));
    }

    /** Responds at once to the commands of a trial, and to others when they have timed out. */
    private void respondLate(NetSocket client) {
        client.handler(RecordParser.newDelimited("\r\n", line -> {
            switch (line.toString().toLowerCase(Locale.ROOT)) {
                case "hello" -> client.write("-ERR unknown command\r\n");
                case "ping", "memory" -> client.write("+PONG\r\n");
                case "get" -> vertx.setTimer(TIMEOUT.toMillis() + 20, late -> client.write("$-1\r\n"));
                default -> {}
            }
        }));
    }

    @Test
    void redis_that_responds_to_each_command_too_late_counts_as_unavailable() {
        NetServer late = vertx.createNetServer().connectHandler(this::respondLate);
        late.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();
        link.stop();
        link = new RedisLink(vertx, Redis.createClient(vertx, "redis://localhost:" + late.actualPort()), TIMEOUT, use);
        link.start();
        assertThat(link.isUp()).isTrue();
        int losses = link.losses();
        for (int i = 0; i < 10; i++) {
            link.send(Request.cmd(Command.GET).arg("key"))
                    .otherwiseEmpty()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        assertThat(link.losses()).isGreaterThan(losses);
    }
}
