package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acme.fixture.Authenticator;
import org.acme.fixture.Postgres;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs production on a new database, in a JVM with another locale, time zone and charset. */
class AnotherPlatformIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"ar, EG, Asia/Kathmandu", "tr, TR, Asia/Kolkata"})
    void packaged_service_works_under_another_locale_time_zone_and_charset(String language, String country, String zone)
            throws Exception {
        try (EmbeddedPostgres postgres = Postgres.started();
                Service service = new Service(
                        Production.environment(postgres.getPort()),
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-Duser.timezone=" + zone,
                        "-Dfile.encoding=US-ASCII")) {
            assertThat(service.starts()).as(service.log()).isTrue();
            String token = logIn(service, null).then().statusCode(200).extract().path("accessToken");
            useSecondFactor(service, token);
            reports(service, token);
            assertThat(given().get(service.managementUrl() + "/q/metrics").asString())
                    .contains("http_server_requests_seconds_count")
                    .matches("\\p{ASCII}*");
        }
    }

    private static RequestSpecification calling(Service service, String token) {
        return given().baseUri(service.url())
                .basePath("/api/v1")
                .header("X-Forwarded-Proto", "https")
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON);
    }

    private static Response logIn(Service service, String otp) {
        return given().baseUri(service.url())
                .contentType(ContentType.JSON)
                .body(
                        otp == null
                                ? Map.of("email", "ROOT@EXAMPLE.ORG", "password", Production.PASSWORD)
                                : Map.of("email", Production.ADMIN, "password", Production.PASSWORD, "otp", otp))
                .post("/api/v1/auth/login");
    }

    private static void useSecondFactor(Service service, String token) {
        Response enrolment = calling(service, token).post("/users/me/totp");
        Authenticator authenticator = new Authenticator(enrolment.path("secret"), enrolment.path("recoveryCodes"));
        Instant now = Instant.now();
        calling(service, token)
                .body(Map.of("otp", authenticator.codeAt(now, Locale.ROOT)))
                .post("/users/me/totp/confirm")
                .then()
                .statusCode(204);
        assertThat(logIn(service, "??????").statusCode()).isEqualTo(401);
        assertThat(logIn(service, authenticator.codeAt(now.plusSeconds(30), Locale.forLanguageTag("ar-EG")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(logIn(service, authenticator.codeAt(now.plusSeconds(30), Locale.ROOT))
                        .statusCode())
                .isEqualTo(200);
    }

    private static void reports(Service service, String token) throws IOException {
        Map<String, String> report = Map.of("title", "TITIK \u0130\u0131", "body", "x", "visibility", "PRIVATE");
        // RESTEasy compares media types after toLowerCase().
        Response created = calling(service, token)
                .contentType("APPLICATION/JSON")
                .body(JSON.writeValueAsBytes(report))
                .post("/reports");
        created.then().statusCode(201);
        String id = created.path("id");
        assertThat(created.<String>path("createdAt")).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
        assertThat(calling(service, token)
                        .queryParam("q", "titik \u0130\u0131")
                        .get("/reports")
                        .<List<String>>path("items.id"))
                .containsExactly(id);
        assertThat(new String(calling(service, token).get("/reports/export").asByteArray(), StandardCharsets.UTF_8))
                .contains("\"TITIK \u0130\u0131\"")
                .contains(created.<String>path("createdAt"));
        Response invalid = calling(service, token)
                .body(Map.of("title", " ", "body", "x", "visibility", "PRIVATE"))
                .post("/reports");
        assertThat(invalid.<List<String>>path("violations.message")).containsExactly("must not be blank");
        assertThat(invalid.headers().asList())
                .allSatisfy(header -> assertThat(header.getValue()).matches("\\p{ASCII}*"));
    }
}
