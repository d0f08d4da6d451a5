package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acme.fixture.Challenges;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.QuietPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one database, also while the database or the mail server is unavailable. */
class SeveralInstancesIT {

    private static final Duration REVOCATION_DELAY = Duration.ofSeconds(2);

    @TempDir
    static Path data;

    private static PostgresServer postgres;
    private static int mailPort;
    private static Service first;
    private static Service second;

    /** Starts both instances at the same time on an empty database. */
    @BeforeAll
    static void startInstances() throws Exception {
        postgres = PostgresServer.in(data);
        mailPort = QuietPort.choose();
        Map<String, String> environment = Production.environment(postgres.port());
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_LOGIN_ACCOUNT_MAX", "1000");
        environment.put("APP_RATE_LIMIT_POLICIES_LOGIN_ADDRESS_MAX", "1000");
        environment.put("APP_MAIL_TIMEOUT", "1s");
        environment.put("APP_MAIL_HOST", "127.0.0.1");
        environment.put("APP_MAIL_PORT", String.valueOf(mailPort));
        first = new Service(environment);
        second = new Service(environment);
        List<Boolean> started = Parallel.all(List.of(() -> starts(first), () -> starts(second)));
        assertThat(started).as(first.log() + second.log()).containsExactly(true, true);
    }

    private static boolean starts(Service instance) {
        try {
            return instance.starts();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    @AfterAll
    static void stopAll() throws Exception {
        first.close();
        second.close();
        postgres.close();
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
    void exactly_one_of_two_instances_creates_the_first_administrator_on_an_empty_database() {
        String made = "The first administrator was created";
        assertThat(Stream.of(first, second).filter(instance -> instance.log().contains(made)))
                .hasSize(1);
        assertThat(postgres.value("select count(*) from users where role = 'ADMIN'"))
                .isEqualTo("1");
    }

    @Test
    void session_revoked_by_one_instance_is_rejected_by_the_other_within_the_revocation_delay() {
        for (int round = 0; round < 3; round++) {
            String token = token(first);
            assertThat(call(second, token).statusCode()).isEqualTo(200);

            given().header("Authorization", "Bearer " + token)
                    .post(api(first) + "/api/v1/auth/logout")
                    .then()
                    .statusCode(204);
            assertThat(call(first, token).statusCode())
                    .as("the same instance, the next request")
                    .isEqualTo(401);
            Eventually.within(
                    REVOCATION_DELAY,
                    () -> assertThat(call(second, token).statusCode()).isEqualTo(401));
        }
    }

    @Test
    void database_outage_revokes_no_session_and_admits_no_request() throws Exception {
        String token = token(first);
        postgres.stop();
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

        postgres.restart();
        Eventually.within(Duration.ofSeconds(30), () -> assertThat(Stream.of(first, second))
                .allSatisfy(instance ->
                        assertThat(call(instance, token).statusCode()).isEqualTo(200)));
    }

    @Test
    void mail_that_the_server_did_not_accept_is_sent_later_and_once() throws Exception {
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
