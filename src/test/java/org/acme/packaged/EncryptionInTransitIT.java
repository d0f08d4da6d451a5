package org.acme.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.acme.fixture.ClientHello;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.Pem;
import org.acme.fixture.Postgres;
import org.acme.fixture.RawHttp;
import org.acme.fixture.RealRedis;
import org.acme.fixture.Relay;
import org.acme.fixture.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the service, its database and its Redis over TLS, and records the traffic on both backend connections. */
@Tag("API8")
class EncryptionInTransitIT {

    private static final int TLS_1_2 = 0x0303;
    private static final int TLS_1_1 = 0x0302;
    private static final int ECDHE_RSA_AES_128_GCM = 0xc02f;

    @TempDir
    static Path folder;

    @TempDir
    static Path databaseFolder;

    @TempDir
    Path renewed;

    private static EmbeddedPostgres postgres;
    private static RealRedis redis;
    private static Relay redisOverTls;
    private static Relay databaseWire;
    private static Relay redisWire;
    private static Pem identity;
    private static Service service;

    @BeforeAll
    static void startServicesOverTls() throws IOException {
        Pem databaseIdentity = TestAuthority.pem(databaseFolder, "EC", "localhost");
        postgres = Postgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", databaseIdentity.certificate().toString())
                .setServerConfig("ssl_key_file", databaseIdentity.key().toString())
                .start();
        redis = RealRedis.started();
        redisOverTls = Relay.endingTls(TestAuthority.serverFor("localhost"), redis.port);
        databaseWire = Relay.to(postgres.getPort());
        redisWire = Relay.to(redisOverTls.port());
        identity = TestAuthority.pem(folder, "RSA", "localhost", "127.0.0.1");
        service = new Service(environment());
        assertThat(service.starts()).as(service.log()).isTrue();
    }

    @AfterAll
    static void stopAll() throws Exception {
        service.close();
        databaseWire.close();
        redisWire.close();
        redisOverTls.close();
        redis.close();
        postgres.close();
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = Production.environment(0);
        environment.remove("APP_TLS");
        environment.put("APP_TLS_CERTIFICATE", identity.certificate().toString());
        environment.put("APP_TLS_KEY", identity.key().toString());
        environment.put("APP_TLS_RELOAD_PERIOD", "1s");
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                verifiedDatabase("localhost", databaseWire, TestAuthority.certificate()));
        environment.putAll(verifiedRedis("localhost", redisWire, TestAuthority.certificate()));
        return environment;
    }

    private static Map<String, String> verifiedRedis(String host, Relay wire, Path authority) {
        Map<String, String> environment = new HashMap<>();
        environment.put("APP_RATE_LIMIT_STORE", "redis");
        environment.put("APP_RATE_LIMIT_REDIS_TIMEOUT", "2s");
        environment.put("QUARKUS_REDIS_HOSTS", "rediss://" + host + ":" + wire.port());
        environment.put("QUARKUS_TLS_REDIS_TRUST_STORE_PEM_CERTS", authority.toString());
        return environment;
    }

    private static String verifiedDatabase(String host, Relay wire, Path authority) {
        return "jdbc:postgresql://" + host + ":" + wire.port() + "/postgres?sslmode=verify-full&sslrootcert="
                + authority;
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) {
        try {
            return HttpClient.newBuilder()
                    .sslContext(TestAuthority.client())
                    .build()
                    .send(request.build(), BodyHandlers.ofString());
        } catch (IOException unanswered) {
            throw new IllegalStateException(unanswered);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + service.tlsPort + "/api/v1" + path));
    }

    private static HttpResponse<String> logIn() throws IOException {
        String credentials = new ObjectMapper()
                .writeValueAsString(Map.of("email", Production.ADMIN, "password", Production.PASSWORD));
        return ask(to("/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(credentials)));
    }

    private static BigInteger served() {
        return certificate().getSerialNumber();
    }

    private static X509Certificate certificate() {
        try (SSLSocket socket =
                (SSLSocket) TestAuthority.client().getSocketFactory().createSocket("localhost", service.tlsPort)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException refused) {
            throw new AssertionError(refused);
        }
    }

    @Test
    void login_over_tls_succeeds_with_an_hsts_header() throws IOException {
        HttpResponse<String> login = logIn();
        assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
        assertThat(login.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=63072000; includeSubDomains");
    }

    @Test
    void refusals_over_tls_have_an_hsts_header() {
        HttpResponse<String> refused = ask(to("/reports"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Strict-Transport-Security")).isPresent();
        HttpResponse<String> endless = ask(to("/reports?q=" + "x".repeat(9_000)));
        assertThat(endless.statusCode()).isEqualTo(414);
        assertThat(endless.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void http_2_is_not_offered() {
        assertThat(ask(to("/reports").version(HttpClient.Version.HTTP_2)).version())
                .isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void no_port_accepts_plain_http() {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), service.port))
                .isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "REQUIRED", "required "})
    void no_port_accepts_plain_http_when_tls_is_configured_in_a_file(String spelling) throws Exception {
        Path file = Files.writeString(
                renewed.resolve("palisade.properties"),
                "app.tls=" + spelling + "\napp.tls.certificate=" + identity.certificate() + "\napp.tls.key="
                        + identity.key() + "\n");
        Map<String, String> environment = environment();
        environment.keySet().removeAll(List.of("APP_TLS_CERTIFICATE", "APP_TLS_KEY"));
        environment.put("QUARKUS_CONFIG_LOCATIONS", file.toUri().toString());
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
        try (Service another = new Service(environment)) {
            assertThat(another.starts()).as(another.log()).isTrue();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), another.port))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void plain_http_on_the_tls_port_gets_no_http_response() {
        InetSocketAddress tlsPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), service.tlsPort);
        assertThatThrownBy(() -> RawHttp.send(null, tlsPort, RawHttp.request("GET", "/api/v1/reports")))
                .rootCause()
                .hasMessageStartingWith("incomplete response: ")
                .hasMessageNotContaining("HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "0xc013, ECDHE with RSA, AES-128 in CBC mode",
        "0xc027, the same with SHA-256",
        "0xc030, none: AES-256 in GCM mode is taken",
        "0x009c, key exchange by RSA: no forward secrecy",
        "0x002f, the same in CBC mode",
        "0x000a, triple DES",
        "0x0005, RC4",
        "0xc010, no encryption at all"
    })
    void tls_1_2_is_accepted_only_with_forward_secrecy_and_authenticated_encryption(String suite, String what) {
        assertThat(ClientHello.isAccepted(service.tlsPort, TLS_1_2, Integer.decode(suite)))
                .as(what)
                .isEqualTo(what.startsWith("none"));
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    })
    void strongest_cipher_suite_is_chosen_although_the_client_prefers_a_weaker_one(
            String protocol, String weaker, String strongest) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) TestAuthority.client().getSocketFactory().createSocket("localhost", service.tlsPort)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {weaker, strongest});
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite()).isEqualTo(strongest);
        }
    }

    /** The second handshake of a socket renegotiates; the next read meets the refusal, or waits in vain. */
    @Test
    void client_of_tls_1_2_cannot_renegotiate() throws IOException {
        try (SSLSocket socket =
                (SSLSocket) TestAuthority.client().getSocketFactory().createSocket("localhost", service.tlsPort)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            socket.setSoTimeout(5_000);
            socket.startHandshake();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void tls_1_3_is_accepted() throws IOException {
        try (SSLSocket socket =
                (SSLSocket) TestAuthority.client().getSocketFactory().createSocket("localhost", service.tlsPort)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void tls_1_1_is_not_accepted() {
        assertThat(ClientHello.isAccepted(service.tlsPort, TLS_1_2, ECDHE_RSA_AES_128_GCM))
                .isTrue();
        assertThat(ClientHello.isAccepted(service.tlsPort, TLS_1_1, 0xc013)).isFalse();
        assertThat(ClientHello.isAccepted(service.tlsPort, TLS_1_1 - 1, 0xc013)).isFalse();
    }

    @Test
    void renewed_certificate_is_served_without_a_restart_once_certificate_and_key_match() {
        BigInteger before = served();
        Pem next = TestAuthority.pem(renewed, "RSA", "localhost", "127.0.0.1");
        next.certificateReplaces(identity);
        Eventually.holds(() -> assertThat(service.log()).contains("The current certificate stays in use"));
        assertThat(served()).isEqualTo(before);

        next.keyReplaces(identity);
        Eventually.holds(() -> assertThat(served()).isNotEqualTo(before));
        String metrics = RestAssured.get(service.managementUrl() + "/q/metrics").asString();
        Matcher expiry = Pattern.compile("\npalisade_tls_certificate_expiry_seconds (\\S+)")
                .matcher(metrics);
        assertThat(expiry.find()).isTrue();
        assertThat(Instant.ofEpochSecond((long) Double.parseDouble(expiry.group(1))))
                .isEqualTo(certificate().getNotAfter().toInstant());
    }

    @Test
    void no_handshake_fails_while_the_certificate_is_renewed() throws IOException {
        AtomicBoolean renewing = new AtomicBoolean(true);
        CompletableFuture<Integer> clients = Parallel.begin(() -> {
            int handshakes = 0;
            for (; renewing.get(); handshakes++) {
                served();
            }
            return handshakes;
        });
        for (String algorithm : List.of("RSA", "EC", "RSA")) {
            BigInteger before = served();
            Pem next = TestAuthority.pem(renewed, algorithm, "localhost", "127.0.0.1");
            next.certificateReplaces(identity);
            next.keyReplaces(identity);
            Eventually.holds(() -> assertThat(served()).isNotEqualTo(before));
        }
        renewing.set(false);
        assertThat(clients.join()).isGreaterThan(10);
    }

    @Test
    void connection_to_the_database_is_encrypted() throws IOException {
        assertThat(logIn().statusCode()).isEqualTo(200);
        assertThat(databaseWire.heard())
                .startsWith("\0\0\0\b\u0004\u00d2\u0016/")
                .doesNotContain("palisade_app", "select", "user", Production.ADMIN);
    }

    @Test
    void connection_to_redis_is_encrypted() {
        long before = redis.decisions();
        assertThat(ask(to("/reports")).statusCode()).isEqualTo(401);
        assertThat(redis.decisions()).isGreaterThan(before);
        assertThat(redisWire.heard()).isNotEmpty().doesNotContainIgnoringCase("EVALSHA", "HELLO", "script");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false, could not be verified", "localhost, true, SSL error"})
    void database_with_an_untrusted_certificate_receives_no_password(String host, boolean namesake, String reason)
            throws Exception {
        Path authority = namesake ? TestAuthority.namesake() : TestAuthority.certificate();
        try (Relay wire = Relay.to(postgres.getPort())) {
            assertNoStart("QUARKUS_DATASOURCE_JDBC_URL", verifiedDatabase(host, wire, authority), reason);
            assertThat(wire.heard()).isNotEmpty().doesNotContain("postgres", "palisade_app");
        }
    }

    @Test
    void database_without_tls_receives_no_password() throws Exception {
        try (Relay wire = Relay.refusingTls()) {
            assertNoStart(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    verifiedDatabase("localhost", wire, TestAuthority.certificate()),
                    "does not support SSL");
            assertThat(wire.heard()).hasSize(8);
        }
    }

    private static void assertNoStart(String variable, String value, String reason) throws Exception {
        Map<String, String> environment = environment();
        environment.put(variable, value);
        try (Service refusing = new Service(environment)) {
            assertThat(refusing.starts()).isFalse();
            assertThat(refusing.exitStatus()).isNotZero();
            assertThat(refusing.log()).contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, true"})
    void redis_with_an_untrusted_certificate_is_unavailable_and_receives_no_data(String host, boolean namesake)
            throws Exception {
        Path authority = namesake ? TestAuthority.namesake() : TestAuthority.certificate();
        try (Relay wire = Relay.to(redisOverTls.port())) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.putAll(verifiedRedis(host, wire, authority));
            try (Service alone = new Service(environment)) {
                assertThat(alone.starts()).as(alone.log()).isTrue();
                assertThat(alone.log()).contains("Redis is unavailable").doesNotContain("Redis is available");
                assertThat(RestAssured.get("http://localhost:" + alone.port + "/api/v1/reports")
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(wire.heard()).isNotEmpty().doesNotContainIgnoringCase("HELLO", "script", "eval");
        }
    }

    @Test
    void remote_redis_without_tls_stops_the_start() throws Exception {
        assertNoStart("QUARKUS_REDIS_HOSTS", "redis://redis.invalid:6379", "quarkus.redis.hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "QUARKUS_TLS_SERVER_PROTOCOLS, TLSv1.1, quarkus.tls.server.protocols",
        "QUARKUS_TLS_SERVER_CIPHER_SUITES, TLS_RSA_WITH_AES_128_CBC_SHA, quarkus.tls.server.cipher-suites",
        "QUARKUS_TLS_SERVER_CIPHER_SUITES, '', quarkus.tls.server.cipher-suites"
    })
    void weak_encryption_stops_the_start(String variable, String value, String property) throws Exception {
        assertNoStart(variable, value, property);
    }

    @Test
    void certificate_with_a_foreign_key_stops_the_start() throws Exception {
        Pem another = TestAuthority.pem(renewed, "RSA", "localhost");
        assertNoStart("APP_TLS_KEY", another.key().toString(), "app.tls.key");
    }

    @Test
    void plain_http_that_bypasses_the_trusted_proxy_is_refused() throws Exception {
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_TRUSTED_PROXIES", "127.0.10.1");
        try (Service behind = new Service(environment)) {
            RestAssured.port = behind.port;
            String request = RawHttp.request("GET", "/api/v1/reports", "X-Forwarded-Proto: https");
            assertThat(behind.starts()).as(behind.log()).isTrue();
            assertThat(RawHttp.send("127.0.10.1", at("127.0.0.1", behind.port), request)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(RawHttp.send(null, at("127.0.0.1", behind.port), request).statusCode())
                    .isEqualTo(401);
            assumeThat(ownAddress())
                    .as("a non-loopback address of this machine")
                    .isPresent();
            assertThat(RawHttp.send(null, at(ownAddress().get(), behind.port), request)
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    /** Returns a non-loopback address of this machine. Connections to it also come from it. */
    private static Optional<String> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }
}
