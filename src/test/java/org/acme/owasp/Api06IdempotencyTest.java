package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.Hooks;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.acme.security.idempotency.Idempotent;
import org.acme.shared.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is repeated with the same {@code Idempotency-Key} has one effect. */
@Tag("API6")
@QuarkusTest
class Api06IdempotencyTest {

    @AfterEach
    void restoreClock() {
        MovableTime.backToToday();
        Actors.removeOtherAdmins();
    }

    /** The operations that support the header, each with a request and a query that counts its effects. */
    enum Operation {
        REPORT("/reports", "select count(*) from reports where owner_id = ?"),
        API_KEY("/api-keys", "select count(*) from api_keys where user_id = ?"),
        WEBHOOK("/webhooks", "select count(*) from webhooks where owner_id = ?"), // webhook-only
        USER("/users", "select count(*) from audit_events where type = 'account-created' and actor = ?");

        final String path;
        private final String count;

        Operation(String path, String count) {
            this.path = path;
            this.count = count;
        }

        /** Returns a new request body for each call. */
        Map<String, Object> body() {
            String text = UUID.randomUUID().toString();
            return switch (this) {
                case REPORT -> Map.of("title", text, "body", "The text.", "visibility", "PRIVATE");
                case API_KEY ->
                    Map.of(
                            "name",
                            text,
                            "permissions",
                            List.of("reports:read"),
                            "expiresAt",
                            Instant.now().plus(7, ChronoUnit.DAYS).toString());
                // webhook-only:begin
                case WEBHOOK -> Map.of("url", Hooks.lastingUrl(), "events", List.of("report.published"));
                // webhook-only:end
                case USER -> new HashMap<>(Actors.account(text + "@example.com", "viewer"));
            };
        }

        int effects(Actor caller) {
            return Integer.parseInt(Sql.column(count, caller.id()).strip());
        }
    }

    private static Actor admin() {
        return Actors.newActor("admin");
    }

    private static String newKey() {
        return "\"" + UUID.randomUUID() + "\"";
    }

    private static Response send(RequestSpecification caller, String key, String path, Map<String, ?> body) {
        return caller.header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }

    private static Response send(Actor caller, String key, Operation operation, Map<String, ?> body) {
        return send(caller.calling(), key, operation.path, body);
    }

    private static void assertSame(Response retry, Response first) {
        assertThat(retry.statusCode()).as(retry.asString()).isEqualTo(201);
        assertThat(retry.asString()).isEqualTo(first.asString());
        for (String header : List.of("Content-Type", "Location", "ETag")) {
            assertThat(retry.header(header)).as(header).isEqualTo(first.header(header));
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void retry_gets_the_first_response_and_has_no_second_effect(Operation operation) {
        Actor admin = admin();
        String key = newKey();
        Map<String, Object> body = operation.body();

        Response first = send(admin, key, operation, body);
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertSame(send(admin, key, operation, body), first);
        assertSame(send(Actors.again(admin), key, operation, body), first);
        assertSame(send(admin, key.replace("\"", ""), operation, body), first);

        assertThat(operation.effects(admin)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void two_hundred_parallel_requests_with_one_idempotency_key_have_one_effect(Operation operation) {
        Actor admin = admin();
        String key = newKey();
        Map<String, Object> body = operation.body();

        List<Response> responses = Parallel.times(200, () -> {
            EmptyWindows.letThemPass();
            return send(admin, key, operation, body);
        });

        assertThat(operation.effects(admin)).isEqualTo(1);
        List<Response> created = responses.stream()
                .filter(response -> response.statusCode() == 201)
                .toList();
        assertThat(created).isNotEmpty().allSatisfy(response -> assertSame(response, created.get(0)));
        assertThat(responses).allSatisfy(response -> {
            if (response.statusCode() == 409) {
                assertProblem(response, 409, "idempotency-key-in-use");
            } else {
                assertThat(response.statusCode()).as(response.asString()).isIn(201, 429, 503);
            }
        });
        EmptyWindows.letThemPass();
        assertSame(send(admin, key, operation, body), created.get(0));
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void idempotency_key_in_progress_is_refused_with_409(Operation operation) throws Exception {
        Actor admin = admin();
        String key = newKey();
        Map<String, Object> body = operation.body();
        try (Sql.Transaction table = Sql.lock(operation.path.substring(1).replace('-', '_'))) {
            var first = Parallel.begin(() -> send(admin, key, operation, body));
            table.awaitWaiting();

            assertProblem(send(admin, key, operation, body), 409, "idempotency-key-in-use");

            table.close();
            Response created = first.get();
            assertSame(send(admin, key, operation, body), created);
        }
        assertThat(operation.effects(admin)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void idempotency_key_that_was_used_with_another_body_is_refused_with_422(Operation operation) {
        Actor admin = admin();
        String key = newKey();
        send(admin, key, operation, operation.body()).then().statusCode(201);

        assertProblem(send(admin, key, operation, operation.body()), 422, "idempotency-key-reused");

        assertThat(operation.effects(admin)).isEqualTo(1);
    }

    /** Paths can name objects. An empty query is the only other URL of this operation. */
    @Test
    void idempotency_key_that_was_used_with_another_url_is_refused_with_422() {
        Actor admin = admin();
        assertThat(raw(admin, "/reports").statusCode()).isEqualTo(201);
        assertThat(raw(admin, "/reports").statusCode()).isEqualTo(201);
        assertProblem(raw(admin, "/reports?"), 422, "idempotency-key-reused");
        assertThat(Operation.REPORT.effects(admin)).isEqualTo(1);
    }

    private static Response raw(Actor caller, String path) {
        String body = "{\"title\":\"One\",\"body\":\"Two\",\"visibility\":\"PRIVATE\"}";
        return RawHttp.send(
                RawHttp.request(
                        "POST",
                        "/api/v1" + path,
                        "Authorization: Bearer " + caller.token(),
                        "Content-Type: application/json",
                        "Idempotency-Key: \"one\"",
                        "Content-Length: " + body.length()),
                body);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void requests_without_or_with_different_idempotency_keys_each_have_an_effect(Operation operation) {
        Actor admin = admin();
        admin.post(operation.path, operation.body()).then().statusCode(201);
        send(admin, newKey(), operation, operation.body()).then().statusCode(201);
        send(admin, newKey(), operation, operation.body()).then().statusCode(201);
        assertThat(operation.effects(admin)).isEqualTo(3);
    }

    @Test
    void idempotency_key_belongs_to_one_user_and_one_operation() {
        Actor alice = Actors.editor();
        Actor bob = Actors.editor();
        String key = newKey();
        Map<String, Object> body = Operation.REPORT.body();

        String first = send(alice, key, Operation.REPORT, body).path("id");
        Response other = send(bob, key, Operation.REPORT, body);

        assertThat(other.statusCode()).isEqualTo(201);
        assertThat(other.<String>path("id")).isNotEqualTo(first);
        send(alice, key, Operation.API_KEY, Operation.API_KEY.body()).then().statusCode(201);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void stored_response_is_deleted_with_the_object_that_it_describes(Operation operation) {
        Actor admin = admin();
        String deleted = send(admin, newKey(), operation, operation.body())
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        send(admin, newKey(), operation, operation.body()).then().statusCode(201);

        admin.delete(operation.path + "/" + deleted).then().statusCode(204);

        assertThat(Sql.column("select count(*) from idempotency_keys where user_id = ?", admin.id())
                        .strip())
                .isEqualTo("1");
    }

    // webhook-only:begin
    @Test
    void retry_with_an_api_key_does_not_return_a_secret_shown_to_another_credential() {
        Actor alice = Actors.editor();
        Map<String, Object> body = Operation.WEBHOOK.body();
        String key = newKey();
        send(alice, key, Operation.WEBHOOK, body).then().statusCode(201);

        for (String apiKey : List.of(alice.makesApiKey("reports:write"), alice.makesApiKey("reports:write"))) {
            Response refusal = send(Actors.anonymous().header("X-API-Key", apiKey), key, "/webhooks", body);
            assertProblem(refusal, 422, "idempotency-key-reused");
        }
        assertThat(Operation.WEBHOOK.effects(alice)).isEqualTo(1);
    }
    // webhook-only:end

    @Test
    void api_key_can_retry_its_own_request() {
        Actor alice = Actors.editor();
        String apiKey = alice.makesApiKey("reports:write");
        Map<String, Object> body = Operation.REPORT.body();
        String key = newKey();

        Response first = send(Actors.anonymous().header("X-API-Key", apiKey), key, "/reports", body);
        assertSame(send(Actors.anonymous().header("X-API-Key", apiKey), key, "/reports", body), first);

        assertThat(Operation.REPORT.effects(alice)).isEqualTo(1);
    }

    @Test
    void retry_is_authenticated_and_authorized_again() {
        Actor alice = Actors.editor();
        Map<String, Object> body = Operation.REPORT.body();
        String key = newKey();
        send(alice, key, Operation.REPORT, body).then().statusCode(201);

        assertProblem(send(Actors.anonymous(), key, "/reports", body), 401, "unauthenticated");
        Actors.admin().patch("/users/" + alice.id(), Map.of("role", "viewer"));
        assertProblem(send(alice, key, Operation.REPORT, body), 403, "forbidden");
        Actors.admin().patch("/users/" + alice.id(), Map.of("status", "DISABLED"));
        assertProblem(send(alice, key, Operation.REPORT, body), 401, "unauthenticated");
    }

    @Test
    void retry_does_not_show_fields_that_the_caller_may_no_longer_see() {
        Actor alice = admin();
        Map<String, Object> body = Operation.REPORT.body();
        String key = newKey();
        assertThat(send(alice, key, Operation.REPORT, body).asString()).contains("moderationNote");

        Actors.admin().patch("/users/" + alice.id(), Map.of("role", "editor"));

        assertProblem(send(alice, key, Operation.REPORT, body), 422, "idempotency-key-reused");
        assertThat(Operation.REPORT.effects(alice)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"API_KEY", "USER"})
    void retry_requires_recent_authentication_where_the_operation_does(Operation operation) {
        Actor admin = admin();
        Map<String, Object> body = operation.body();
        String key = newKey();
        send(admin, key, operation, body).then().statusCode(201);

        MovableTime.forward(Duration.ofMinutes(6));

        assertProblem(send(admin, key, operation, body), 401, "reauthentication-required");
    }

    @Test
    void retries_count_towards_rate_limits() {
        Actor admin = admin();
        Map<String, Object> body = Operation.USER.body();
        String key = newKey();
        for (int i = 0; i < 10; i++) {
            send(admin, key, Operation.USER, body).then().statusCode(201);
        }
        assertProblem(send(admin, key, Operation.USER, body), 429, "rate-limited");
    }

    @Test
    void failed_request_frees_its_idempotency_key() {
        Actor admin = admin();
        String key = newKey();
        Map<String, Object> taken = new HashMap<>(Operation.USER.body());
        taken.put("email", Actors.viewer().email());
        assertProblem(send(admin, key, Operation.USER, taken), 409, "conflict");
        Map<String, Object> weak = new HashMap<>(Operation.USER.body());
        weak.put("password", "short");
        assertProblem(send(admin, key, Operation.USER, weak), 400, "validation-failed");

        send(admin, key, Operation.USER, Operation.USER.body()).then().statusCode(201);
        assertThat(Operation.USER.effects(admin)).isEqualTo(1);
    }

    /**
     * The key and the response are stored in the transaction of the effect. The database connection is lost while the
     * key is being stored, so the effect is rolled back as well.
     */
    @Test
    void idempotency_key_is_free_when_its_effect_was_lost_before_the_commit() throws Exception {
        Actor alice = Actors.editor();
        String key = newKey();
        Map<String, Object> body = Operation.REPORT.body();
        CompletableFuture<Response> lost;
        try (Sql.Transaction locked = Sql.lock("idempotency_keys")) {
            lost = Parallel.begin(() -> send(alice, key, Operation.REPORT, body));
            Eventually.holds(() -> assertThat(Sql.column(
                            "select pid from pg_locks where relation = 'idempotency_keys'::regclass and not granted"))
                    .isNotBlank());
            assertThat(Sql.column("select pg_terminate_backend(pid) from pg_locks"
                            + " where relation = 'reports'::regclass and mode = 'RowExclusiveLock'"))
                    .isEqualTo("t\n");
        }
        assertProblem(lost.get(), 503, "unavailable");
        assertThat(Operation.REPORT.effects(alice)).isZero();

        send(alice, key, Operation.REPORT, body).then().statusCode(201);
        assertThat(Operation.REPORT.effects(alice)).isEqualTo(1);
    }

    @Test
    void idempotency_key_can_be_used_again_after_24_hours_and_then_returns_the_new_response() {
        Actor alice = Actors.editor();
        Map<String, Object> body = Operation.REPORT.body();
        String key = newKey();
        Response first = send(alice, key, Operation.REPORT, body);

        MovableTime.forward(Duration.ofHours(24).minusMinutes(1));
        assertSame(send(Actors.again(alice), key, Operation.REPORT, body), first);
        MovableTime.forward(Duration.ofMinutes(2));
        Response second = send(Actors.again(alice), key, Operation.REPORT, body);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.<String>path("id")).isNotEqualTo(first.<String>path("id"));
        assertSame(send(Actors.again(alice), key, Operation.REPORT, body), second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"", "a b", "a,b", "\"a\";b=1", "\"a\"b\"", "a\\b", "\"a\", \"b\""})
    void malformed_idempotency_key_is_refused_with_400(String key) {
        Actor alice = Actors.editor();
        assertProblem(send(alice, key, Operation.REPORT, Operation.REPORT.body()), 400, "malformed-request");
        assertThat(Operation.REPORT.effects(alice)).isZero();
    }

    @Test
    void idempotency_key_has_at_most_255_characters_and_is_sent_once() {
        Actor alice = Actors.editor();
        Map<String, Object> body = Operation.REPORT.body();
        send(alice, "\"" + "k".repeat(255) + "\"", Operation.REPORT, body)
                .then()
                .statusCode(201);
        assertProblem(send(alice, "\"" + "k".repeat(256) + "\"", Operation.REPORT, body), 400, "malformed-request");
        assertProblem(
                send(alice.calling().header("Idempotency-Key", "a"), "a", "/reports", body), 400, "malformed-request");
        assertThat(Operation.REPORT.effects(alice)).isEqualTo(1);
    }

    @Test
    void idempotent_responses_are_stored_encrypted_and_keys_are_neither_stored_nor_logged() {
        Actor alice = Actors.editor();
        String key = UUID.randomUUID().toString();
        try (LogLines log = LogLines.of("")) {
            Response created = send(alice, key, Operation.API_KEY, Operation.API_KEY.body());
            send(alice, key, Operation.API_KEY, Operation.API_KEY.body()).then().statusCode(422);
            send(alice, key + " ", Operation.REPORT, Map.of()).then().statusCode(400);

            String rows = Sql.column(
                    "select user_id || operation || key_hash || response from idempotency_keys where user_id = ?",
                    alice.id());
            assertThat(rows).isNotBlank().doesNotContain(key, created.path("key"), created.path("id"));
            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(key));
        }
    }

    @Test
    void concurrent_requests_do_not_exceed_the_maximum_of_idempotency_keys() throws Exception {
        Actor alice = Actors.editor();
        Sql.run(
                "insert into idempotency_keys select ?, 'ReportResource.create', lpad(n::text, 43, '0'), '',"
                        + " now() + interval '1 hour' from generate_series(1, 4999) n",
                alice.id());
        List<CompletableFuture<Integer>> requests = new ArrayList<>();
        try (Sql.Transaction held = Sql.lock("reports")) {
            IntStream.range(0, 5)
                    .mapToObj(i -> Parallel.begin(() -> send(alice, newKey(), Operation.REPORT, Operation.REPORT.body())
                            .statusCode()))
                    .forEach(requests::add);
            held.awaitWaiting();
            Eventually.holds(() ->
                    assertThat(requests).filteredOn(CompletableFuture::isDone).hasSize(4));
        }
        assertThat(requests.stream().map(CompletableFuture::join))
                .containsOnlyOnce(201)
                .filteredOn(status -> status == 429)
                .hasSize(4);
    }

    @Test
    void user_has_at_most_5000_idempotency_keys() {
        Actor alice = Actors.editor();
        Sql.run(
                "insert into idempotency_keys select ?, 'ReportResource.create', lpad(n::text, 43, '0'), '',"
                        + " now() + interval '1 hour' from generate_series(1, 5000) n",
                alice.id());

        Response refusal = send(alice, newKey(), Operation.REPORT, Operation.REPORT.body());

        assertProblem(refusal, 429, "rate-limited");
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(3_500, 3_601);
        assertThat(Operation.REPORT.effects(alice)).isZero();
        alice.post("/reports", Operation.REPORT.body()).then().statusCode(201);
        Sql.run("update idempotency_keys set expires_at = now() - interval '1 minute' where user_id = ?", alice.id());
        assertThat(send(alice, newKey(), Operation.REPORT, Operation.REPORT.body())
                        .statusCode())
                .as("expired keys do not count")
                .isEqualTo(201);
        Sql.run("delete from idempotency_keys where user_id = ?", alice.id());
    }

    @Test
    void operations_without_idempotency_support_ignore_the_header() {
        Actor alice = Actors.editor();
        String report = alice.writesPrivately();
        assertThat(alice.calling()
                        .header("Idempotency-Key", "a, b")
                        .delete("/reports/" + report)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void openapi_document_lists_the_idempotency_key_header_on_supporting_operations_only() {
        Map<String, Map<String, Object>> paths = Actors.anonymous()
                .basePath("")
                .accept("application/json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        Set<String> taking = new TreeSet<>();
        paths.forEach((path, item) -> item.forEach((method, operation) -> {
            if (String.valueOf(operation).contains("name=Idempotency-Key")) {
                taking.add(method + " " + path);
            }
        }));
        List<String> supporting = Route.all().stream()
                .filter(route -> route.operation() != null && route.operation().isAnnotationPresent(Idempotent.class))
                .map(route -> route.method().toLowerCase(Locale.ROOT) + " " + route.path())
                .toList();
        assertThat(supporting).contains("post /api/v1/reports", "post /api/v1/users", "post /api/v1/api-keys");
        assertThat(taking).containsExactlyInAnyOrderElementsOf(supporting);
    }
}
