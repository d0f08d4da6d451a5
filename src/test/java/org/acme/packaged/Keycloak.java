package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.cookie.CookieFilter;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.DpopClient;
import org.acme.fixture.Eventually;
import org.acme.fixture.Pem;
import org.acme.fixture.QuietPort;
import org.acme.fixture.TestAuthority;
import org.acme.fixture.Tokens;
import org.jspecify.annotations.Nullable;

// external-issuer-only:file
/** A Keycloak server on loopback with a realm of its own. */
final class Keycloak implements AutoCloseable {

    /** The system property with the folder of the distribution. */
    static final String HOME = "keycloak.home";

    private static final Duration START = Duration.ofMinutes(2);
    private static final String ADMIN = "admin";
    private static final String REDIRECT = "https://app.example/";

    private static final String REALM = """
            {"realm": "reports", "enabled": true,
             "roles": {"realm": [{"name": "report-writers"}]},
             "users": [{"username": "alice", "email": "alice@example.org", "emailVerified": true, "enabled": true,
               "firstName": "Alice", "lastName": "Liddell",
               "credentials": [{"type": "password", "value": "alice"}], "realmRoles": ["report-writers"]}],
             "clients": [
               {"clientId": "reports-web", "publicClient": true, "redirectUris": ["https://app.example/"],
                "attributes": {"backchannel.logout.url": "%s", "backchannel.logout.session.required": "true"},
                "protocolMappers": [{"name": "audience of the service", "protocol": "openid-connect",
                  "protocolMapper": "oidc-audience-mapper",
                  "config": {"included.custom.audience": "reports-api", "access.token.claim": "true"}}]},
               {"clientId": "other-web", "publicClient": true, "redirectUris": ["https://app.example/"]}]}""";

    private final int port = QuietPort.choose();
    private final Path folder;
    private @Nullable Process process;

    /** @param folder for certificate and log */
    Keycloak(Path folder) {
        this.folder = folder;
    }

    /** @param logoutUrl where Keycloak sends logout tokens */
    void start(String logoutUrl) throws IOException {
        Path log = folder.resolve("keycloak.log");
        Path home = Path.of(System.getProperty(HOME));
        Pem tls = TestAuthority.pem(folder, "EC", "localhost");
        Files.writeString(
                Files.createDirectories(home.resolve("data/import")).resolve("realm.json"), REALM.formatted(logoutUrl));
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + QuietPort.choose(),
                        "--https-port=" + port,
                        "--https-certificate-file=" + tls.certificate(),
                        "--https-certificate-key-file=" + tls.key())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
        process = builder.start();
        Eventually.within(START, () -> assertThat(log).content().contains("Listening on:"));
    }

    String issuer() {
        return "https://localhost:" + port + "/realms/reports";
    }

    private static RequestSpecification calling() {
        return given().relaxedHTTPSValidation();
    }

    /**
     * Logs in as Alice, with the authorization code flow.
     *
     * @param key null for tokens that are bound to no key
     */
    JsonPath logIn(String client, @Nullable DpopClient key) {
        String verifier = "v".repeat(43);
        CookieFilter browser = new CookieFilter();
        String page = calling()
                .filter(browser)
                .queryParams(Map.of("client_id", client, "response_type", "code", "scope", "openid"))
                .queryParams(Map.of("redirect_uri", REDIRECT, "code_challenge_method", "S256"))
                .queryParam("code_challenge", Tokens.hash(verifier))
                .get(issuer() + "/protocol/openid-connect/auth")
                .asString();
        String form = page.replaceAll("(?s).*action=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
        String redirect = calling()
                .filter(browser)
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .formParams(Map.of("username", "alice", "password", "alice"))
                .post(form)
                .then()
                .statusCode(302)
                .extract()
                .header("Location");
        String code = redirect.replaceAll(".*[?&]code=([^&]+).*", "$1");
        return tokens(
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", client,
                        "redirect_uri", REDIRECT,
                        "code_verifier", verifier,
                        "code", code),
                key);
    }

    JsonPath refresh(String refreshToken, String client) {
        return tokens(Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken), null);
    }

    private JsonPath tokens(Map<String, String> form, @Nullable DpopClient key) {
        String url = issuer() + "/protocol/openid-connect/token";
        RequestSpecification request = calling().formParams(form);
        if (key != null) {
            request.header("DPoP", key.proof("POST", url, null));
        }
        return request.post(url).then().statusCode(200).extract().jsonPath();
    }

    /** Ends the session, about which Keycloak notifies its clients. */
    void logOut(String refreshToken, String client) {
        calling()
                .formParams(Map.of("client_id", client, "refresh_token", refreshToken))
                .post(issuer() + "/protocol/openid-connect/logout")
                .then()
                .statusCode(204);
    }

    /** Adds a signing key with a higher priority than the former ones. */
    void rotateKeys() {
        String master = "https://localhost:" + port + "/realms/master/protocol/openid-connect/token";
        String token = calling()
                .formParams(Map.of(
                        "grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", ADMIN))
                .post(master)
                .path("access_token");
        calling()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "new",
                        "providerId",
                        "rsa-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "config",
                        Map.of("priority", new String[] {"900"})))
                .post("https://localhost:" + port + "/admin/realms/reports/components")
                .then()
                .statusCode(201);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }
}
