package org.acme.security.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.acme.fixture.TestIssuer;
import org.acme.security.outbound.UpstreamsFixture;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the keys of an issuer on loopback, which can be hostile, without Quarkus. */
@Timeout(30)
class IssuerKeysTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String JSON = "application/json";

    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger changes = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final PublicJsonWebKey key = TestIssuer.newKey();
    private volatile String keySet = TestIssuer.keySet(key);
    private volatile String discovery;
    private volatile int status = 200;
    private volatile String type = JSON;
    private HttpServer server;
    private String issuer;
    private KeySource source;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::serve);
        server.start();
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        issuer = origin + "/realms/test";
        discovery = discovery(issuer, origin + "/keys?x=1");
        IssuerConfig config =
                IssuerSettings.external(Map.of("app.issuer.url", issuer, "app.issuer.algorithms", "ES256"));
        IssuerCallsConfig calls = IssuerSettings.calls(Map.of(
                "app.issuer.max-response-size",
                "4K",
                "app.issuer.total-timeout",
                "1s",
                "app.issuer.read-timeout",
                "1s"));
        source = new KeySource(config, calls, UpstreamsFixture.create(VERTX));
        keys = new IssuerKeys(config, calls, source, changes(changes::incrementAndGet), time::get);
    }

    @AfterEach
    void stop() {
        keys.stop(null);
        source.close();
        server.stop(0);
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close();
    }

    @SuppressWarnings("unchecked")
    static Event<IssuerKeysChanged> changes(Runnable listener) {
        return (Event<IssuerKeysChanged>) Proxy.newProxyInstance(
                IssuerKeysTest.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    listener.run();
                    return null;
                });
    }

    static String discovery(String issuer, String keys) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(path);
            boolean isDiscovery = path.equals("/realms/test/.well-known/openid-configuration");
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            TestIssuer.say(exchange, status, type, isDiscovery ? discovery : keySet);
        }
    }

    private void ready(String id) throws Exception {
        keys.ready(id).get(20, TimeUnit.SECONDS);
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }

    @Test
    void keys_are_read_where_the_discovery_document_says() throws Exception {
        assertThat(keys.current()).isNull();
        ready(key.getKeyId());
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        assertThat(requests).containsExactly("/realms/test/.well-known/openid-configuration", "/keys?x=1");
        ready(key.getKeyId());
        assertThat(requests).hasSize(2);
        assertThat(changes).hasValue(1);
    }

    @Test
    void invented_key_ids_cause_one_reading_per_pause() throws Exception {
        ready(key.getKeyId());
        pass(Duration.ofSeconds(11));
        for (int i = 0; i < 100; i++) {
            ready("invented-" + i);
        }
        assertThat(requests).hasSize(4);
        pass(Duration.ofSeconds(11));
        ready("invented");
        assertThat(requests).hasSize(6);
        assertThat(changes).hasValue(1);
    }

    @Test
    void token_without_a_usable_key_id_causes_no_reading() throws Exception {
        ready(key.getKeyId());
        pass(Duration.ofSeconds(11));
        ready(null);
        ready("");
        ready("x".repeat(201));
        assertThat(requests).hasSize(2);
    }

    @Test
    void new_key_of_the_issuer_is_read_and_a_withdrawn_one_forgotten() throws Exception {
        ready(key.getKeyId());
        pass(Duration.ofSeconds(11));
        PublicJsonWebKey next = TestIssuer.newKey();
        keySet = TestIssuer.keySet(next);
        ready(next.getKeyId());
        assertThat(keys.current().has(next.getKeyId())).isTrue();
        assertThat(keys.current().has(key.getKeyId())).isFalse();
        assertThat(changes).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}]}"})
    void key_set_without_a_usable_key_withdraws_the_former_issuer_keys(String empty) throws Exception {
        String good = keySet;
        keySet = empty;
        keys.read();
        assertThat(keys.current()).isNull();
        keySet = good;
        ready(key.getKeyId());
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        changes.set(0);
        keySet = empty;
        keys.read();
        assertThat(keys.current()).isNull();
        assertThat(changes).hasValue(1);
        keySet = good;
        pass(Duration.ofSeconds(11));
        ready(key.getKeyId());
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        assertThat(changes).hasValue(2);
    }

    @Test
    void last_good_issuer_keys_stay_in_use_during_an_outage_until_their_maximum_age() {
        keys.read();
        server.stop(0);
        pass(Duration.ofHours(23));
        keys.read();
        assertThat(keys.current()).isNotNull();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        pass(Duration.ofHours(1));
        assertThat(keys.current()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "", "application/jose"})
    void issuer_documents_of_another_media_type_do_not_replace_the_keys(String other) {
        keys.read();
        type = other;
        keySet = TestIssuer.keySet(TestIssuer.newKey());
        keys.read();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 500})
    void issuer_responses_with_another_status_do_not_replace_the_keys_and_redirects_are_not_followed(int other) {
        keys.read();
        status = other;
        keySet = TestIssuer.keySet(TestIssuer.newKey());
        keys.read();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        assertThat(requests).doesNotContain("/elsewhere");
    }

    @Test
    void issuer_key_set_that_is_too_large_does_not_replace_the_keys() {
        keys.read();
        keySet = TestIssuer.keySet(TestIssuer.newKey()) + " ".repeat(5_000);
        keys.read();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/keys",
                "http://localhost:PORT/keys",
                "http://user@127.0.0.1:PORT/keys",
                "http://127.0.0.1:PORT",
                "http://127.0.0.1:PORT@evil.example/keys",
                "http://127.0.0.1:PORT/a b",
                "http://127.0.0.1:PORT/%zz",
                "http://127.0.0.1:PORT/keys#x",
                "file:///etc/passwd",
                "/keys",
                ""
            })
    void discovery_document_cannot_lead_to_another_host(String location) {
        keys.read();
        keySet = TestIssuer.keySet(TestIssuer.newKey());
        discovery = discovery(
                issuer,
                location.replace("PORT", String.valueOf(server.getAddress().getPort())));
        requests.clear();
        keys.read();
        assertThat(requests).hasSize(1);
        assertThat(keys.current().has(key.getKeyId())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "x", "http://127.0.0.1/realms/test"})
    void discovery_document_of_another_issuer_is_not_used(String other) {
        discovery = discovery(other, "http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        keys.read();
        assertThat(keys.current()).isNull();
    }

    /** {@code ISSUER} and {@code KEYS} stand for the values of a good document. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"issuer\":ISSUER,\"jwks_uri\":KEYS} {}",
                "{\"issuer\":ISSUER,\"jwks_uri\":KEYS,\"x\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
                "{\"jwks_uri\":KEYS}",
                "{\"issuer\":[ISSUER],\"jwks_uri\":KEYS}",
                "{\"issuer\":ISSUER}",
                "{\"issuer\":ISSUER,\"jwks_uri\":1}",
                "{\"issuer\":ISSUER,\"jwks_uri\":null}",
                "{\"issuer\":ISSUER,\"jwks_uri\":[KEYS]}",
                "{\"issuer\":\"https://evil.example\",\"issuer\":ISSUER,\"jwks_uri\":KEYS}",
                "{\"issuer\":ISSUER,\"jwks_uri\":\"https://evil.example/keys\",\"jwks_uri\":KEYS}"
            })
    void malformed_discovery_document_does_not_replace_the_keys(String document) {
        keys.read();
        PublicJsonWebKey next = TestIssuer.newKey();
        keySet = TestIssuer.keySet(next);
        String good = discovery;
        JsonPath members = JsonPath.from(good);
        discovery = document.replace("ISSUER", "\"" + members.getString("issuer") + "\"")
                .replace("KEYS", "\"" + members.getString("jwks_uri") + "\"");
        keys.read();
        assertThat(keys.current().has(key.getKeyId())).isTrue();
        discovery = good;
        keys.read();
        assertThat(keys.current().has(next.getKeyId())).isTrue();
    }
}
