package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests responses and stored data while the database is frozen, read-only or replaced. All settings have their
 * defaults, except the request timeout.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FrozenDatabaseIT {

    private static final Duration READINESS = Duration.ofSeconds(5);

    /** The driver's socketTimeout plus a margin for a busy machine. */
    private static final Duration FAILOVER = Duration.ofSeconds(17);

    private static final int WORKERS = 64;

    @TempDir
    static Path folder;

    private static PostgresServer primary;
    private static PostgresServer standby;
    private static Service service;
    private static String token;

    @BeforeAll
    static void startServiceWithStandby() throws IOException {
        primary = PostgresServer.in(folder.resolve("primary"));
        standby = primary.standby(folder.resolve("standby"));
        Map<String, String> environment = Production.environment(primary.port());
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + primary.port() + ",localhost:" + standby.port()
                        + "/postgres?targetServerType=primary");
        environment.put("APP_REQUEST_TIMEOUT", "3s");
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        service = new Service(environment);
        assertThat(service.starts()).as(service.log()).isTrue();
        Response login = Production.logIn(service.url(), Production.ADMIN, Production.PASSWORD);
        assertThat(login.statusCode()).as(login.asString()).isEqualTo(200);
        token = login.path("accessToken");
    }

    @AfterAll
    static void stopAll() throws Exception {
        service.close();
        standby.close();
        primary.resume();
        primary.close();
    }

    private static RequestSpecification calling() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static Response creates(String title) {
        return calling()
                .body(Map.of("title", title, "body", "", "visibility", "PRIVATE"))
                .post(service.url() + "/api/v1/reports");
    }

    private static Response createsByGraphQl(String title) {
        String mutation = "mutation { createReport(report: {title: \"%s\", body: \"\", visibility: PRIVATE}) { id } }";
        return calling().body(Map.of("query", mutation.formatted(title))).post(service.url() + "/graphql");
    }

    private static void assertUnavailable(Response refusal) {
        assertThat(refusal.statusCode()).as(refusal.asString()).isEqualTo(503);
        assertThat(refusal.<String>path("code")).isEqualTo("unavailable");
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isPositive();
    }

    /** Asserts a problem in HTTP when the caller could not be read, or a GraphQL error when the report could not. */
    private static void assertUnavailableOverGraphQl(Response refusal) {
        assertThat(refusal.<String>path(refusal.statusCode() == 503 ? "code" : "errors[0].extensions.code"))
                .as(refusal.asString())
                .isEqualTo("unavailable");
    }

    private static int readiness() {
        return given().get(service.managementUrl() + "/q/health/ready").statusCode();
    }

    private static void assertReadiness(int status) {
        long begun = System.nanoTime();
        Eventually.holds(() -> assertThat(readiness()).isEqualTo(status));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(READINESS);
    }

    private static void assertNotifications(int arriving) {
        Eventually.holds(() -> assertThat(
                        given().get(service.managementUrl() + "/q/metrics").asString())
                .contains("palisade_session_notifications " + arriving + ".0"));
    }

    /** Asserts that a write succeeds again within the failover time. */
    private static void assertWritesSucceedAgain(String title) {
        long begun = System.nanoTime();
        for (Response answer = creates(title); answer.statusCode() != 201; answer = creates(title)) {
            assertUnavailable(answer);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FAILOVER);
        }
    }

    private static long logged(String message) {
        return Pattern.compile(Pattern.quote(message))
                .matcher(service.log())
                .results()
                .count();
    }

    @Test
    @Order(1)
    void requests_time_out_while_the_database_is_frozen_and_have_no_effect_afterwards() {
        assertThat(creates("Before").statusCode()).isEqualTo(201);
        assertReadiness(200);
        List<Supplier<Response>> requests = List.of(
                () -> creates("Frozen"),
                () -> createsByGraphQl("Frozen"),
                () -> calling().get(service.url() + "/api/v1/reports"),
                () -> calling().get(service.url() + "/api/v1/reports/export"));

        primary.freeze();
        try {
            Parallel.all(requests).forEach(FrozenDatabaseIT::assertUnavailable);
        } finally {
            primary.resume();
        }
        Eventually.holds(() -> assertThat(primary.value(
                        "select count(*) from pg_stat_activity where usename = 'palisade_app' and state <> 'idle'"))
                .isEqualTo("0"));
        assertThat(primary.value("select count(*) from reports where title = 'Frozen'"))
                .isEqualTo("0");
        assertWritesSucceedAgain("Resumed");
    }

    @Test
    @Order(2)
    void service_is_not_ready_and_writes_are_unavailable_while_the_database_is_read_only() {
        primary.run(
                "alter role palisade_app set default_transaction_read_only = on",
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'palisade_app'");
        try {
            assertReadiness(503);
            assertUnavailable(creates("Read-only"));
            assertUnavailableOverGraphQl(createsByGraphQl("Read-only"));
        } finally {
            primary.run("alter role palisade_app reset default_transaction_read_only");
        }
        assertReadiness(200);
        assertThat(creates("Writable").statusCode()).isEqualTo(201);
    }

    @Test
    @Order(3)
    void service_is_not_ready_on_a_frozen_primary_and_fails_over_to_the_promoted_standby() {
        assertNotifications(1);
        String last = creates("Last").path("id");
        Eventually.holds(() -> assertThat(standby.value("select count(*) from reports where id = '" + last + "'"))
                .isEqualTo("1"));

        primary.freeze();
        CompletableFuture<List<Response>> requests =
                Parallel.begin(() -> Parallel.times(WORKERS, () -> creates("Lost")));
        assertReadiness(503);
        requests.join().forEach(FrozenDatabaseIT::assertUnavailable);
        standby.run("select pg_promote()");
        assertReadiness(200);
        assertWritesSucceedAgain("On the new primary");

        assertThat(standby.value("select count(*) from reports where title = 'On the new primary'"))
                .isEqualTo("1");
        assertThat(standby.value("select count(*) from reports where title = 'Lost'"))
                .isEqualTo("0");
        assertNotifications(1);
        assertThat(logged("Notifications of other instances do not arrive")).isLessThanOrEqualTo(3);
        assertThat(service.log()).doesNotContain("internal-error").doesNotContain("\"level\":\"ERROR\"");
    }
}
