package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.acme.fixture.Eventually;
import org.acme.fixture.HostileServer;
import org.acme.fixture.Postgres;
import org.acme.fixture.TestAuthority;
import org.acme.fixture.TestIssuer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// external-issuer-only:file
/** The packaged service with an external OpenID Connect issuer, in two instances. */
class ExternalIssuerIT {

    private static final List<String> OF_OWN_LOGIN = List.of("/api/v1/auth/login", "/api/v1/auth/refresh");

    @TempDir
    static Path folder;

    @Test
    void packaged_service_trusts_its_external_issuer_and_admits_only_linked_users() throws Exception {
        PublicJsonWebKey key = TestIssuer.newKey("RSA");
        Path settings = Files.writeString(
                folder.resolve("issuer.properties"),
                "quarkus.tls.issuer.trust-store.pem.certs=" + TestAuthority.certificate() + "\n");
        try (EmbeddedPostgres postgres = Postgres.started();
                HostileServer issuer = HostileServer.named("localhost")) {
            String url = "https://localhost:" + issuer.port();
            String discovery = "{\"issuer\":\"" + url + "\",\"jwks_uri\":\"" + url + "/keys\"}";
            issuer.answers(line -> {
                String body = line.request().startsWith("GET /keys ") ? TestIssuer.keySet(key) : discovery;
                line.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body);
            });
            Map<String, String> environment = Production.environment(postgres.getPort());
            environment.keySet().removeAll(Set.of("APP_BOOTSTRAP_ADMIN_EMAIL", "APP_BOOTSTRAP_ADMIN_PASSWORD"));
            environment.put("QUARKUS_CONFIG_LOCATIONS", settings.toUri().toString());
            environment.put("APP_ISSUER", "external");
            environment.put("APP_ISSUER_URL", url);
            environment.put("APP_ISSUER_AUDIENCE", TestIssuer.AUDIENCE);
            environment.put("APP_ISSUER_FIRST_USE", "refuse");
            environment.put("APP_ISSUER_ADMIN_SUBJECT", "root");
            try (Service service = new Service(environment);
                    Service other = new Service(environment)) {
                assertThat(service.starts()).as(service.log()).isTrue();
                assertThat(other.starts()).as(other.log()).isTrue();
                String root = token(key, url, "root");
                assertThat(role(service, root)).isEqualTo("admin");
                assertThat(me(service, token(key, url, "alice")).statusCode()).isEqualTo(401);
                link(service, root, create(service, root, "alice@example.org", "admin"), "alice");
                assertThat(role(service, token(key, url, "alice"))).isEqualTo("admin");
                assertThat(me(service, token(TestIssuer.newKey("RSA"), url, "alice"))
                                .statusCode())
                        .isEqualTo(401);
                change(service, token(key, url, "alice"), me(service, root).path("id"), Map.of("role", "viewer"));
                assertThat(role(service, token(key, url, "root")))
                        .as("while another administrator can log in")
                        .isEqualTo("viewer");
                String alice = token(key, url, "alice");
                assertThat(role(other, alice)).isEqualTo("admin");
                given().formParam("logout_token", logoutToken(key, url, "alice"))
                        .post(service.url() + "/api/v1/auth/backchannel-logout")
                        .then()
                        .statusCode(200);
                Eventually.within(
                        Duration.ofSeconds(5),
                        () -> assertThat(me(other, alice).statusCode()).isEqualTo(401));
                try (Connection database = postgres.getPostgresDatabase().getConnection();
                        Statement statement = database.createStatement()) {
                    statement.executeUpdate("update users set status = 'DISABLED' where email = 'alice@example.org'");
                }
                Eventually.within(Duration.ofSeconds(5), () -> assertThat(role(service, token(key, url, "root")))
                        .as("without another active administrator")
                        .isEqualTo("admin"));
                for (String path : OF_OWN_LOGIN) {
                    given().contentType(ContentType.JSON)
                            .body("{}")
                            .post(service.url() + path)
                            .then()
                            .statusCode(404);
                }
            }
        }
    }

    private static String token(PublicJsonWebKey key, String issuer, String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(TestIssuer.AUDIENCE);
        claims.setSubject(subject);
        claims.setIssuedAtToNow();
        claims.setClaim("auth_time", claims.getClaimValue("iat"));
        claims.setClaim("sid", UUID.randomUUID().toString());
        claims.setExpirationTimeMinutesInTheFuture(5);
        return TestIssuer.signed(claims, key.getKeyId(), key.getPrivateKey(), "RS256", jws -> {});
    }

    private static String logoutToken(PublicJsonWebKey key, String issuer, String subject) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(TestIssuer.AUDIENCE);
        claims.setSubject(subject);
        claims.setJwtId("1");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(2);
        claims.setClaim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        return TestIssuer.signed(
                claims, key.getKeyId(), key.getPrivateKey(), "RS256", jws -> jws.setHeader("typ", "logout+jwt"));
    }

    private static Response me(Service service, String token) {
        return given().header("Authorization", "Bearer " + token).get(service.url() + "/api/v1/users/me");
    }

    private static String role(Service service, String token) {
        Response me = me(service, token);
        assertThat(me.statusCode()).as("%s %s", me.asString(), service.log()).isEqualTo(200);
        return me.path("role");
    }

    private static String create(Service service, String token, String email, String role) {
        Response created = given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "displayName", "X", "role", role))
                .post(service.url() + "/api/v1/users");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        return created.path("id");
    }

    private static void link(Service service, String token, String user, String subject) {
        given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("subject", subject))
                .put(service.url() + "/api/v1/users/" + user + "/identity")
                .then()
                .statusCode(204);
    }

    private static void change(Service service, String token, String user, Map<String, String> change) {
        given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(change)
                .patch(service.url() + "/api/v1/users/" + user)
                .then()
                .statusCode(200);
    }
}
