package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.acme.fixture.Challenges;
import org.acme.fixture.QuietPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one database, and what they do when it or the mail server is away. */
class SeveralInstancesIT {

    private static final Duration REVOCATION_DELAY = Duration.ofSeconds(2);

    @TempDir
    Path data;

    private EmbeddedPostgres postgres;
    private int mailPort;
    private Service first;
    private Service second;

    @BeforeEach
    void two_instances() throws Exception {
        postgres = database(QuietPort.choose());
        mailPort = QuietPort.choose();
        Map<String, String> environment = Production.environment(postgres.getPort());
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_MAIL_HOST", "127.0.0.1");
        environment.put("APP_MAIL_PORT", String.valueOf(mailPort));
        first = new Service(environment);
        assertThat(first.starts()).as(first.log()).isTrue();
        second = new Service(environment);
        assertThat(second.starts()).as(second.log()).isTrue();
    }

    @AfterEach
    void none() throws Exception {
        first.close();
        second.close();
        postgres.close();
    }

    private EmbeddedPostgres database(int port) throws Exception {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    private static String api(Service service) {
        return "http://localhost:" + service.port;
    }

    private static String token(Service service) {
        Response login = Production.logIn(api(service), Production.ADMIN, Production.PASSWORD);
        assertThat(login.statusCode()).as(login.asString()).isEqualTo(200);
        return login.path("accessToken");
    }

    private static Response call(Service service, String token) {
        return given().header("Authorization", "Bearer " + token).get(api(service) + "/api/v1/reports");
    }

    @Test
    void a_session_that_one_ends_is_refused_by_the_other_within_the_revocation_delay() {
        for (int round = 0; round < 3; round++) {
            String token = token(first);
            assertThat(call(second, token).statusCode()).isEqualTo(200);

            given().header("Authorization", "Bearer " + token)
                    .post(api(first) + "/api/v1/auth/logout")
                    .then()
                    .statusCode(204);
            Instant ended = Instant.now();
            assertThat(call(first, token).statusCode())
                    .as("the same instance, the next request")
                    .isEqualTo(401);
            while (call(second, token).statusCode() != 401) {
                assertThat(Duration.between(ended, Instant.now())).isLessThan(REVOCATION_DELAY);
            }
        }
    }

    @Test
    void without_the_database_nobody_is_logged_out_and_nobody_gets_in() throws Exception {
        String token = token(first);
        int port = postgres.getPort();
        postgres.close();
        Instant end = Instant.now().plus(REVOCATION_DELAY.multipliedBy(2));
        while (Instant.now().isBefore(end)) {
            Response refusal = call(first, token);
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.<String>path("code")).isEqualTo("unavailable");
            assertThat(refusal.header("Retry-After")).isNotNull();
        }
        assertThat(Production.logIn(api(first), Production.ADMIN, Production.PASSWORD)
                        .statusCode())
                .isEqualTo(503);

        postgres = database(port);
        Instant patience = Instant.now().plusSeconds(30);
        while (call(first, token).statusCode() != 200 || call(second, token).statusCode() != 200) {
            assertThat(Instant.now()).isBefore(patience);
        }
    }

    @Test
    void a_mail_that_the_server_did_not_take_goes_out_later_and_once() throws Exception {
        Response accepted = given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        "dora@example.org",
                        "displayName",
                        "Newcomer",
                        "password",
                        "a good new password",
                        "challenge",
                        Challenges.solution(given().get(api(first) + "/api/v1/auth/challenge"))))
                .post(api(first) + "/api/v1/auth/register");
        assertThat(accepted.statusCode()).isEqualTo(202);

        GreenMail server = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            assertThat(server.waitForIncomingEmail(90_000, 1)).isTrue();
            String mail = GreenMailUtil.getBody(server.getReceivedMessages()[0]);
            String token = mail.replaceAll("(?s).*#token=([A-Za-z0-9_-]+).*", "$1");
            given().contentType(ContentType.JSON)
                    .body(Map.of("token", token))
                    .post(api(second) + "/api/v1/auth/verify-email")
                    .then()
                    .statusCode(204);
            assertThat(server.getReceivedMessages()).hasSize(1);
        } finally {
            server.stop();
        }
    }
}
