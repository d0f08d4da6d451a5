package org.acme.packaged;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.acme.fixture.Keysets;

/** Environment of a production service, and logins of its first administrator. */
final class Production {

    static final String ADMIN = "root@example.org";
    static final String PASSWORD = "a first password";

    /** The public URL of the service. No server listens there. */
    static final String PUBLIC_URL = "https://palisade.example";

    private static final String KEYSET = Keysets.random(7);

    /** Requests that load classes of most tests. */
    static final List<Consumer<Service>> WARM_UP = List.of(service -> logIn(service.url(), ADMIN, PASSWORD));

    private Production() {}

    static Map<String, String> environment(int databasePort) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + databasePort + "/postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "the service's password",
                "QUARKUS_FLYWAY_USERNAME",
                "postgres",
                "QUARKUS_FLYWAY_PASSWORD",
                "postgres",
                "APP_JWT_SECRET",
                "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                "APP_CRYPTO_KEYSET",
                KEYSET,
                "APP_BOOTSTRAP_ADMIN_EMAIL",
                ADMIN,
                "APP_BOOTSTRAP_ADMIN_PASSWORD",
                PASSWORD));
        environment.put("APP_TLS", "proxy");
        environment.put("APP_PUBLIC_URL", PUBLIC_URL);
        return environment;
    }

    static Response logIn(String api, String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post(api + "/api/v1/auth/login");
    }

    /** Logs in the first administrator and returns the access token. */
    static String token(Service service) {
        return logIn(service.url(), ADMIN, PASSWORD)
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
