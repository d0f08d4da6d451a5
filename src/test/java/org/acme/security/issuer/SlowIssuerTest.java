package org.acme.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.acme.fixture.Eventually;
import org.acme.fixture.HostileServer;
import org.acme.fixture.HostileServer.Behaviour;
import org.acme.fixture.SecondThread;
import org.acme.fixture.TestIssuer;
import org.acme.security.outbound.UpstreamsFixture;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the keys of an issuer that begins its responses and never completes them. */
@SecondThread
@Timeout(60)
class SlowIssuerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** For both documents, on a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final HostileServer server = HostileServer.plain();
    private final PublicJsonWebKey key = TestIssuer.newKey();
    private final String origin = "http://127.0.0.1:" + server.port();
    private KeySource source;
    private IssuerKeys keys;

    @BeforeEach
    void start() {
        IssuerConfig config = IssuerSettings.external(
                Map.of("app.issuer.url", origin + "/realms/test", "app.issuer.algorithms", "ES256"));
        String timeout = TIMEOUT.toMillis() + "ms";
        IssuerCallsConfig calls =
                IssuerSettings.calls(Map.of("app.issuer.total-timeout", timeout, "app.issuer.read-timeout", timeout));
        source = new KeySource(config, calls, UpstreamsFixture.create(VERTX));
        keys = new IssuerKeys(config, calls, source, IssuerKeysTest.changes(() -> {}), System::nanoTime);
    }

    @AfterEach
    void stop() throws IOException {
        keys.stop(null);
        source.close();
        server.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close();
    }

    private void say(HostileServer.Line line) throws IOException {
        String body = isDiscovery(line)
                ? IssuerKeysTest.discovery(origin + "/realms/test", origin + "/keys")
                : TestIssuer.keySet(key);
        line.say(OK + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static boolean isDiscovery(HostileServer.Line line) {
        return line.request().contains(DISCOVERY);
    }

    private static Stream<Arguments> slow() {
        Map<String, Behaviour> ways = Map.of(
                "headers one by one",
                line -> {
                    line.say(OK);
                    line.drip("x: y\r\n");
                },
                "a body byte by byte",
                line -> {
                    line.say(OK + "Content-Length: 4000\r\n\r\n");
                    line.drip(" ");
                });
        return Stream.of(true, false).flatMap(discovery -> ways.entrySet().stream()
                .map(way -> Arguments.of(way.getKey(), discovery, way.getValue())));
    }

    @ParameterizedTest(name = "{0}, discovery document: {1}")
    @MethodSource("slow")
    void slow_issuer_delays_no_request_with_a_known_key_and_keeps_the_last_keys(
            String way, boolean discovery, Behaviour behaviour) throws InterruptedException {
        server.answers(this::say);
        keys.read();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        server.answers(line -> {
            if (isDiscovery(line) == discovery) {
                behaviour.answer(line);
            } else {
                say(line);
            }
        });

        Instant start = Instant.now();
        CompletableFuture<Duration> unknown = keys.ready("unknown");
        Eventually.holds(() -> assertThat(server.requests()).hasSize(discovery ? 3 : 4));
        assertThat(unknown).as("the request with the unknown key").isNotDone();
        assertThat(keys.ready(key.getKeyId()))
                .as("the request with the known key")
                .isDone();

        unknown.join();
        assertThat(Duration.between(start, Instant.now())).isLessThan(LONGEST);
        assertThat(server.wasHungUpOn()).isTrue();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
    }
}
