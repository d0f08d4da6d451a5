package org.acme.packaged;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.acme.fixture.Eventually;
import org.acme.fixture.Parallel;
import org.acme.fixture.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repeats requests to two instances, and after an instance was killed. */
class IdempotencyIT {

    private static final String COMMITTED_AND_WAITING = "pg_stat_activity a where wait_event = 'SyncRep' and exists"
            + " (select 1 from pg_locks l where l.pid = a.pid and locktype = 'advisory')";

    private static EmbeddedPostgres postgres;
    private static Map<String, String> environment;

    /** Null after a test has killed it. */
    private static Service first;

    private static Service second;
    private static String token;

    @BeforeAll
    static void startInstances() throws Exception {
        postgres = Postgres.started();
        // Production databases have this setting; the embedded database starts without it.
        sql("alter database postgres set synchronous_commit = on");
        environment = Production.environment(postgres.getPort());
        environment.put("APP_RATE_LIMIT_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_ADDRESS_MAX", "100000");
        environment.put("APP_RATE_LIMIT_POLICIES_USER_CREATE_MAX", "100000");
        first = started();
        second = started();
        token = Production.token(first);
    }

    private static Service started() throws IOException {
        Service service = new Service(environment);
        assertThat(service.starts()).as(service.log()).isTrue();
        return service;
    }

    @BeforeEach
    void restoreInstances() throws Exception {
        sql("delete from reports");
        if (first == null) {
            first = started();
        }
    }

    private static void killFirst() throws InterruptedException {
        first.kill();
        first = null;
    }

    @AfterAll
    static void stopServices() throws Exception {
        if (first != null) {
            first.close();
        }
        second.close();
        postgres.close();
    }

    private Response send(Service service, String key, String path, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "\"" + key + "\"")
                .contentType(ContentType.JSON)
                .body(body)
                .post(service.url() + "/api/v1" + path);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, String> report() {
        return Map.of("title", "Once", "body", "The text.", "visibility", "PRIVATE");
    }

    private static void sql(String statement) throws SQLException {
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement sql = database.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int count(String rows) {
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement sql = database.createStatement();
                ResultSet result = sql.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void assertOneEffect(String path, Map<String, ?> body, String rows) {
        String key = newKey();
        AtomicInteger turn = new AtomicInteger();
        List<Response> responses =
                Parallel.times(200, () -> send(turn.getAndIncrement() % 2 == 0 ? first : second, key, path, body));

        assertThat(count(rows)).isEqualTo(1);
        List<String> created = responses.stream()
                .filter(response -> response.statusCode() == 201)
                .map(Response::asString)
                .distinct()
                .toList();
        assertThat(created).hasSize(1);
        assertThat(responses).allSatisfy(response -> assertThat(response.statusCode())
                .as(response.asString())
                .isIn(201, 409));
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 409)
                .allSatisfy(
                        response -> assertThat(response.<String>path("code")).isEqualTo("idempotency-key-in-use"));
        assertThat(send(first, key, path, body).asString()).isEqualTo(created.get(0));
        assertThat(send(second, key, path, body).asString()).isEqualTo(created.get(0));
    }

    @Test
    void two_hundred_equal_requests_to_two_instances_have_one_effect() {
        assertOneEffect("/reports", report(), "reports");
        assertOneEffect(
                "/api-keys",
                Map.of(
                        "name",
                        "robot",
                        "permissions",
                        List.of("reports:read"),
                        "expiresAt",
                        Instant.now().plus(7, ChronoUnit.DAYS).toString()),
                "api_keys");
        // webhook-only:begin
        assertOneEffect(
                "/webhooks",
                Map.of("url", "https://1.1.1.1/events", "events", List.of("report.published")),
                "webhooks");
        // webhook-only:end
        assertOneEffect(
                "/users",
                Map.of(
                        "email",
                        "once@example.org",
                        "displayName",
                        "Once",
                        "role",
                        "viewer",
                        "password",
                        "a long enough password of hers"),
                "users where email = 'once@example.org'");
    }

    /** PostgreSQL waits for a standby after it has written the commit and before it reports success. */
    @Test
    void retry_after_an_instance_was_killed_between_commit_and_response_has_one_effect() throws Exception {
        sql("alter system set synchronous_standby_names = 'none'");
        sql("select pg_reload_conf()");
        Pending lost = sendUntilOneWaits();
        killFirst();
        assertThat(lost.response()).failsWithin(Duration.ofSeconds(30));
        sql("alter system reset synchronous_standby_names");
        sql("select pg_reload_conf()");
        Eventually.holds(() -> assertThat(count("reports")).isEqualTo(lost.number()));

        Response retry = send(second, lost.key(), "/reports", report());

        assertThat(retry.statusCode()).as(retry.asString()).isEqualTo(201);
        assertThat(count("reports where id = '" + retry.path("id") + "'")).isEqualTo(1);
        assertThat(count("reports")).isEqualTo(lost.number());
    }

    /** A request without a response, and the number of requests until then. */
    private record Pending(String key, CompletableFuture<Response> response, int number) {}

    /** Sends requests until one gets no response, because PostgreSQL applies the setting after a moment. */
    private Pending sendUntilOneWaits() {
        for (int number = 1; number <= 100; number++) {
            String key = newKey();
            CompletableFuture<Response> response = Parallel.begin(() -> send(first, key, "/reports", report()));
            Eventually.holds(() -> assertThat(response.isDone() || count(COMMITTED_AND_WAITING) == 1)
                    .isTrue());
            if (!response.isDone()) {
                return new Pending(key, response, number);
            }
            assertThat(response.join().statusCode())
                    .as(response.join().asString())
                    .isEqualTo(201);
        }
        throw new AssertionError("PostgreSQL waits for no standby");
    }

    @Test
    void request_has_no_effect_and_its_key_is_free_when_the_instance_was_killed_before_the_commit() throws Exception {
        String key = newKey();
        // Warms up both instances, because requests wait for the lock below only 5 seconds.
        for (Service service : List.of(first, second)) {
            send(service, newKey(), "/reports", report()).then().statusCode(201);
        }
        sql("delete from reports");
        try (Connection database = postgres.getPostgresDatabase().getConnection();
                Statement sql = database.createStatement()) {
            database.setAutoCommit(false);
            sql.execute("lock table reports in exclusive mode");
            CompletableFuture<Response> lost = Parallel.begin(() -> send(first, key, "/reports", report()));
            Eventually.holds(() -> assertThat(count("pg_locks where not granted and relation = 'reports'::regclass"))
                    .isEqualTo(1));

            Response meanwhile = send(second, key, "/reports", report());
            assertThat(meanwhile.statusCode()).isEqualTo(409);
            assertThat(meanwhile.<String>path("code")).isEqualTo("idempotency-key-in-use");

            killFirst();
            assertThat(lost).failsWithin(Duration.ofSeconds(30));
            database.rollback();
        }
        Eventually.holds(
                () -> assertThat(count("pg_locks where locktype = 'advisory'")).isZero());
        assertThat(count("reports")).isZero();

        assertThat(send(second, key, "/reports", report()).statusCode()).isEqualTo(201);
        assertThat(count("reports")).isEqualTo(1);
    }
}
