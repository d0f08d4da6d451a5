package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.acme.fixture.HostileServer;
import org.acme.fixture.Postgres;
import org.acme.fixture.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that differ from the defaults, each with a separate service. */
class ChoicesIT {

    private static final int RSA_BITS = 3072;
    private static final String BREACHED = "correct horse battery staple 41";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = Postgres.started();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    private static Path privateKey(String algorithm) throws IOException, GeneralSecurityException {
        AlgorithmParameterSpec kind =
                switch (algorithm) {
                    case "RS256" -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
                    case "ES256" -> new ECGenParameterSpec("secp256r1");
                    default -> NamedParameterSpec.ED25519;
                };
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                Map.of("RS256", "RSA", "ES256", "EC").getOrDefault(algorithm, "Ed25519"));
        generator.initialize(kind);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        Path file = Files.createFile(
                folder.resolve(algorithm + ".pem"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "EdDSA"})
    void access_token_is_signed_and_verified_with_every_asymmetric_algorithm(String algorithm) throws Exception {
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_JWT_ALGORITHM", algorithm);
        environment.put("APP_JWT_PRIVATE_KEY_LOCATION", privateKey(algorithm).toString());
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as(service.log()).isTrue();
            String token = Production.token(service);

            assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[0]), StandardCharsets.US_ASCII))
                    .contains("\"" + algorithm + "\"");
            assertThat(given().header("Authorization", "Bearer " + token)
                            .get(service.url() + "/api/v1/users/me")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(given().get(service.url() + "/.well-known/jwks.json")
                            .jsonPath()
                            .getList("keys"))
                    .hasSize(1);
            assertThat(given().get(service.managementUrl() + "/q/metrics").asString())
                    .contains("http_server_requests_seconds_count");
        }
    }

    @Test
    void breached_password_is_rejected_and_another_one_is_accepted() throws Exception {
        String hash = HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(BREACHED.getBytes(StandardCharsets.UTF_8)));
        String range = hash.substring(5) + ":41\r\n";
        Path settings = Files.writeString(
                folder.resolve("breach-check.properties"),
                "quarkus.tls.breach-check.trust-store.pem.certs=" + TestAuthority.certificate() + "\n");
        try (HostileServer upstream = HostileServer.named("localhost")
                .says("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + range.length()
                        + "\r\nConnection: close\r\n\r\n" + range)) {
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.put("APP_BREACH_CHECK_URL", "https://localhost:" + upstream.port());
            environment.put("QUARKUS_CONFIG_LOCATIONS", settings.toUri().toString());
            try (Service service = new Service(environment)) {
                assertThat(service.starts()).as(service.log()).isTrue();
                String token = Production.token(service);

                assertThat(create(service, token, "dora@example.org", BREACHED).<String>path("violations[0].field"))
                        .as(service.log())
                        .isEqualTo("password");
                assertThat(create(service, token, "dora@example.org", "a horse of my very own")
                                .statusCode())
                        .isEqualTo(201);
                assertThat(upstream.requests()).anyMatch(request -> request.contains("/range/" + hash.substring(0, 5)));
            }
        }
    }

    private static Response create(Service service, String token, String email, String password) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "displayName", "Dora", "role", "viewer", "password", password))
                .post(service.url() + "/api/v1/users");
    }
}
