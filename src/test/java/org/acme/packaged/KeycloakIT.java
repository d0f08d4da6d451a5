package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.DpopClient;
import org.acme.fixture.Eventually;
import org.acme.fixture.Postgres;
import org.acme.fixture.TestAuthority;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

// external-issuer-only:file
/**
 * The packaged service with the settings for Keycloak of {@code docs/issuer.md}, and a Keycloak server: only with
 * {@code -Pkeycloak}, which downloads it.
 */
@EnabledIfSystemProperty(named = Keycloak.HOME, matches = ".+", disabledReason = "Keycloak needs -Pkeycloak")
class KeycloakIT {

    private static final String CLIENT = "reports-web";
    private static final String ME = "/api/v1/users/me";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static Keycloak keycloak;
    private static Service service;
    private static Service lenient;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.started();
        keycloak = new Keycloak(folder);
        String documented = documented().replaceFirst("(?m)^app.issuer.url=.*", "app.issuer.url=" + keycloak.issuer());
        service = service("strict.properties", documented);
        keycloak.start(service.url() + "/api/v1/auth/backchannel-logout");
        assertThat(service.starts()).as(service.log()).isTrue();
        lenient = service("lenient.properties", documented.replace("acr=2", "acr=1"));
        assertThat(lenient.starts()).as(lenient.log()).isTrue();
    }

    private static Service service(String name, String settings) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name),
                settings + "quarkus.tls.issuer.trust-store.pem.certs=" + TestAuthority.certificate() + "\n");
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.keySet().removeAll(Set.of("APP_BOOTSTRAP_ADMIN_EMAIL", "APP_BOOTSTRAP_ADMIN_PASSWORD"));
        environment.put("QUARKUS_CONFIG_LOCATIONS", file.toUri().toString());
        return new Service(environment);
    }

    /** The settings of the examples. */
    private static String documented() throws IOException {
        String text = Files.readString(Path.of("docs/issuer.md"));
        return Stream.of("## Roles from a claim", "**Keycloak.**")
                .map(text::indexOf)
                .map(start -> text.substring(text.indexOf("```properties\n", start) + "```properties\n".length()))
                .map(block -> block.substring(0, block.indexOf("```")))
                .collect(Collectors.joining());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable started : Arrays.asList(lenient, service, keycloak, postgres)) {
            if (started != null) {
                started.close();
            }
        }
    }

    private static Response me(String token) {
        return given().header("Authorization", "Bearer " + token).get(service.url() + ME);
    }

    private static Response createKey(Service service, String token) {
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        return given().header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "CI", "permissions", List.of("reports:read"), "expiresAt", tomorrow))
                .post(service.url() + "/api/v1/api-keys");
    }

    private static JsonPath logIn() {
        return keycloak.logIn(CLIENT, null);
    }

    @Test
    void user_of_keycloak_has_the_role_of_the_realm_role() {
        JsonPath tokens = logIn();
        Response me = me(tokens.getString("access_token"));
        assertThat(me.statusCode()).as(service.log()).isEqualTo(200);
        assertThat(me.<String>path("role")).isEqualTo("editor");
        assertThat(me.<String>path("email")).isEqualTo("alice@example.org");
        String refreshed =
                keycloak.refresh(tokens.getString("refresh_token"), CLIENT).getString("access_token");
        assertThat(me(refreshed).statusCode()).isEqualTo(200);
    }

    @Test
    void tokens_of_keycloak_that_are_not_for_the_service_are_refused() {
        assertThat(me(keycloak.logIn("other-web", null).getString("access_token"))
                        .statusCode())
                .isEqualTo(401);
        JsonPath tokens = logIn();
        assertThat(me(tokens.getString("id_token")).statusCode()).isEqualTo(401);
        assertThat(me(tokens.getString("refresh_token")).statusCode()).isEqualTo(401);
    }

    @Test
    void sensitive_operation_needs_the_configured_acr_of_keycloak() {
        String token = logIn().getString("access_token");
        Response refused = createKey(service, token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_user_authentication", "acr_values=\"2\"");
        assertThat(createKey(lenient, token).statusCode()).as(lenient.log()).isEqualTo(201);
    }

    @Test
    void token_that_keycloak_bound_to_a_key_needs_its_proof() {
        DpopClient key = DpopClient.create();
        String token = keycloak.logIn(CLIENT, key).getString("access_token");
        assertThat(me(token).statusCode()).isEqualTo(401);
        assertThat(proven(key, token).statusCode()).as(service.log()).isEqualTo(200);
        assertThat(proven(DpopClient.create(), token).statusCode()).isEqualTo(401);
    }

    private static Response proven(DpopClient key, String token) {
        return given().header("Authorization", "DPoP " + token)
                .header("DPoP", key.proof("GET", Production.PUBLIC_URL + ME, token))
                .get(service.url() + ME);
    }

    @Test
    void logout_at_keycloak_ends_the_session_and_no_other() {
        JsonPath tokens = logIn();
        String other = logIn().getString("access_token");
        assertThat(me(tokens.getString("access_token")).statusCode()).isEqualTo(200);
        keycloak.logOut(tokens.getString("refresh_token"), CLIENT);
        Eventually.within(Duration.ofSeconds(5), () -> assertThat(
                        me(tokens.getString("access_token")).statusCode())
                .as(service.log())
                .isEqualTo(401));
        assertThat(me(other).statusCode()).isEqualTo(200);
    }

    /** Contains the id of the key. */
    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    @Test
    void token_with_a_new_key_of_keycloak_is_accepted() {
        String former = logIn().getString("access_token");
        keycloak.rotateKeys();
        Eventually.holds(() -> {
            String token = logIn().getString("access_token");
            assertThat(header(token)).isNotEqualTo(header(former));
            assertThat(me(token).statusCode()).as(service.log()).isEqualTo(200);
        });
        assertThat(me(former).statusCode()).isEqualTo(200);
    }
}
