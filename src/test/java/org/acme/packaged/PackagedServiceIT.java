package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.fixture.Problems;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Production, on a database that the environment names. */
class PackagedServiceIT {

    private static final String ADMIN = "root@example.org";
    private static final String PASSWORD = "a first password";
    private static final String DEV_SECRET = "cGFsaXNhZGUtZGV2LW1vZGUtc2VjcmV0LW5vdC1mb3ItcHJvZHVjdGlvbg==";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void a_database() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void no_database() throws IOException {
        postgres.close();
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "the service's password",
                "QUARKUS_FLYWAY_USERNAME", "postgres",
                "QUARKUS_FLYWAY_PASSWORD", "postgres",
                "APP_JWT_SECRET", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
                "APP_BOOTSTRAP_ADMIN_EMAIL", ADMIN,
                "APP_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD));
    }

    @Test
    void runs_with_its_first_admin_and_without_anything_of_dev_mode() throws Exception {
        try (Service service = new Service(environment())) {
            assertThat(service.starts()).as(service.log()).isTrue();
            String api = "http://localhost:" + service.port;

            assertThat(logIn(api, ADMIN, PASSWORD).statusCode()).isEqualTo(200);
            for (String sample : List.of("admin", "editor", "viewer")) {
                assertThat(logIn(api, sample + "@example.com", "palisade-dev-password")
                                .statusCode())
                        .isEqualTo(401);
            }
            for (String page : List.of("/q/openapi", "/q/swagger-ui", "/q/swagger-ui/", "/q/dev-ui", "/q/health")) {
                assertThat(given().get(api + page).statusCode()).as(page).isEqualTo(404);
            }
            RestAssured.port = service.port;
            Problems.assertProblem(
                    RawHttp.send(RawHttp.request("GET", "/api/v1/reports?q=%zz")), 400, "malformed-request");
        }
    }

    private static Response logIn(String api, String email, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post(api + "/api/v1/auth/login");
    }

    @ParameterizedTest
    @CsvSource({
        "APP_JWT_SECRET, '', app.jwt.secret",
        "APP_JWT_SECRET, " + DEV_SECRET + ", app.jwt.secret",
        "APP_JWT_TOKEN_EXPIRY, 3601s, app.jwt.token-expiry",
        "APP_CORS_ORIGINS, *, app.cors.origins",
        "APP_RATE_LIMIT_MAX, 0, app.rate-limit.max",
        "APP_OUTBOUND_TEST_NETWORKS, 127.0.0.1/32, app.outbound.test-networks",
        "APP_BREACH_CHECK_URL, http://api.pwnedpasswords.com, app.breach-check.url"
    })
    void refuses_to_start_insecurely_and_names_the_property(String variable, String value, String property)
            throws Exception {
        Map<String, String> environment = environment();
        environment.put(variable, value);
        try (Service service = new Service(environment)) {
            assertThat(service.starts()).as("%s=%s", variable, value).isFalse();
            assertThat(service.exitStatus()).isNotZero();
            assertThat(service.log()).contains(property);
            assertThat(service.log()).as("nothing was done to the database").doesNotContain("Migrating schema");
        }
    }

    @Test
    void holds_nothing_of_the_embedded_database() throws IOException {
        try (Stream<Path> files = Files.walk(Service.PACKAGE)) {
            assertThat(files.map(Path::toString))
                    .isNotEmpty()
                    .noneMatch(file -> file.contains("embedded") || file.contains("zonky"));
        }
    }
}
