package org.acme.owasp;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Challenges;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.LogLines;
import org.acme.fixture.MovableTime;
import org.acme.fixture.OwnLogin;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("API4")
@QuarkusTest
class Api04UnrestrictedResourceConsumptionTest {

    static final Duration WINDOW = Duration.ofSeconds(60);
    static final int MAX = 100;

    Actor alice;

    @BeforeEach
    void createCaller() {
        alice = Actors.editor();
        EmptyWindows.letThemPass();
    }

    static List<Integer> statuses(int times, Callable<Response> request) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<Future<Integer>> answers = pool.invokeAll(
                    Collections.nCopies(times, () -> request.call().statusCode()));
            return answers.stream()
                    .map(Api04UnrestrictedResourceConsumptionTest::get)
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    private static int get(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Nested
    class Rate_limits_of_callers {

        @Test
        void parallel_requests_are_counted_exactly() throws Exception {
            List<Integer> statuses = statuses(MAX + 50, () -> alice.get("/reports"));
            assertThat(Collections.frequency(statuses, 200)).isEqualTo(MAX);
            assertThat(Collections.frequency(statuses, 429)).isEqualTo(50);
        }

        @Test
        void rate_limit_headers_follow_the_ietf_draft() {
            Response first = alice.get("/reports");
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=100;w=60");
            assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=99;t=60");
            assertThat(alice.get("/reports").header("RateLimit")).startsWith("\"default\";r=98;");
        }

        @Test
        void rate_limited_caller_is_admitted_again_after_the_retry_after_time() throws Exception {
            statuses(MAX, () -> alice.get("/reports"));
            Response refused = alice.get("/reports");
            assertProblem(refused, 429, "rate-limited");
            long wait = Long.parseLong(refused.header("Retry-After"));
            assertThat(wait).isBetween(1L, WINDOW.toSeconds());
            assertThat(refused.header("RateLimit")).startsWith("\"default\";r=0;");

            MovableTime.forward(Duration.ofSeconds(wait));

            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        }

        @Test
        void caller_never_exceeds_the_limit_in_any_span_of_one_window() throws Exception {
            statuses(50, () -> alice.get("/reports"));
            MovableTime.forward(Duration.ofSeconds(40));
            statuses(50, () -> alice.get("/reports"));
            MovableTime.forward(Duration.ofSeconds(21));

            List<Integer> statuses = statuses(MAX, () -> alice.get("/reports"));

            assertThat(Collections.frequency(statuses, 200)).isEqualTo(50);
        }

        @Test
        void callers_do_not_use_up_the_rate_limits_of_other_callers() throws Exception {
            statuses(MAX + 1, () -> alice.get("/reports"));
            assertThat(Actors.viewer().get("/reports").statusCode()).isEqualTo(200);
        }

        @Test
        void not_found_and_forbidden_requests_count_towards_the_rate_limit() throws Exception {
            statuses(MAX / 2, () -> alice.get("/nowhere"));
            statuses(MAX / 2, () -> alice.delete("/users/" + alice.id()));
            assertProblem(alice.get("/reports"), 429, "rate-limited");
        }

        @Test
        void requests_without_valid_credentials_are_counted_by_network_address() throws Exception {
            statuses(MAX / 2, () -> Actors.anonymous().get("/reports"));
            statuses(
                    MAX / 2 - 1,
                    () -> Actors.anonymous().header("Authorization", "Bearer x").get("/reports"));
            assertProblem(Actors.anonymous().get("/reports"), 401, "unauthenticated");
            assertProblem(Actors.anonymous().get("/reports"), 429, "rate-limited");
            assertProblem(Actors.anonymous().header("Authorization", "Bearer y").get("/reports"), 429, "rate-limited");
            assertThat(alice.get("/reports").statusCode()).isEqualTo(200);
        }

        @Test
        @OwnLogin
        void guesses_of_mailed_tokens_are_counted_by_network_address() throws Exception {
            Map<String, String> guess = Map.of("token", "x".repeat(43), "newPassword", "a password for guesses");
            statuses(MAX / 2, () -> Actors.post("/auth/verify-email", Map.of("token", "x".repeat(43))));
            statuses(MAX / 2, () -> Actors.post("/auth/password-reset/confirm", guess));
            assertProblem(Actors.post("/auth/verify-email", Map.of("token", "y".repeat(43))), 429, "rate-limited");
            assertProblem(Actors.post("/auth/password-reset/confirm", guess), 429, "rate-limited");
        }

        @Test
        void forwarding_headers_of_a_client_do_not_change_its_rate_limit() throws Exception {
            List<Integer> statuses = statuses(MAX + 5, () -> Actors.anonymous()
                    .header("X-Forwarded-For", "203.0.113." + Math.floorMod(System.nanoTime(), 250))
                    .get("/reports"));
            assertThat(Collections.frequency(statuses, 429)).isEqualTo(5);
        }

        @Test
        void requests_of_one_network_address_are_limited_before_any_other_check() throws Exception {
            List<Actor> callers = Stream.generate(Actors::viewer).limit(4).toList();
            EmptyWindows.letThemPass();
            for (Actor caller : callers) {
                statuses(75, () -> caller.get("/reports"));
            }
            Response refused = RawHttp.send(RawHttp.request("GET", "/api/v1/%zz", "Authorization: Bearer x"));
            assertProblem(refused, 429, "rate-limited");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"address\";q=300;w=60");
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 60L);
            assertProblem(alice.get("/reports"), 429, "rate-limited");
        }
    }

    /** The metrics count every refusal. */
    @Test
    void flood_of_rate_limited_requests_does_not_fill_the_log() throws Exception {
        statuses(MAX, () -> alice.get("/reports"));
        try (LogLines log = LogLines.of("org.acme.problem")) {
            long started = System.nanoTime();
            statuses(500, () -> alice.get("/reports"));
            EmptyWindows.letThemPass();
            statuses(MAX + 500, () -> alice.get("/reports"));
            long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
            assertThat(log.lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("429 rate-limited"))
                    .hasSizeLessThanOrEqualTo((int) seconds + 3);
            assertThat(log.lines().stream().mapToInt(Api04UnrestrictedResourceConsumptionTest::omitted))
                    .anyMatch(omitted -> omitted > 0);
        }
    }

    private static int omitted(String line) {
        return line.contains("omitted before: ") ? Integer.parseInt(line.replaceAll(".*omitted before: ", "")) : 0;
    }

    @Nested
    class Rate_limits_of_operations {

        private static final String ACCOUNT = "\"login-account\";q=5;w=60";

        @Test
        void operation_has_its_own_rate_limit_beside_the_default() throws Exception {
            List<Integer> statuses = statuses(70, () -> alice.get("/users"));
            assertThat(Collections.frequency(statuses, 200)).isEqualTo(60);
            assertThat(alice.get("/users").header("RateLimit-Policy")).isEqualTo("\"user-list\";q=60;w=60");
            assertThat(alice.get("/reports").header("RateLimit")).startsWith("\"default\";r=39;");
        }

        @Test
        void request_that_an_operation_limit_refuses_does_not_count_towards_the_default_limit() throws Exception {
            statuses(90, () -> alice.get("/users"));
            List<Integer> statuses = statuses(50, () -> alice.get("/reports"));
            assertThat(Collections.frequency(statuses, 200)).isEqualTo(40);
        }

        @Test
        void rate_limit_of_an_operation_holds_for_head_and_every_spelling_of_the_url() throws Exception {
            statuses(60, () -> alice.get("/users"));
            assertProblem(alice.get("/users?q=x"), 429, "rate-limited");
            assertThat(alice.calling().head("/users").statusCode()).isEqualTo(429);
            assertThat(alice.get("/users/" + alice.id()).statusCode()).isEqualTo(200);
        }

        @Test
        void user_creation_and_export_have_stricter_rate_limits() throws Exception {
            Actor admin = Actors.admin();
            EmptyWindows.letThemPass();
            List<Integer> created = statuses(15, () -> admin.post("/users", Map.of()));
            assertThat(Collections.frequency(created, 400)).isEqualTo(10);
            List<Integer> exported = statuses(15, () -> alice.get("/reports/export"));
            assertThat(Collections.frequency(exported, 200)).isEqualTo(10);
        }

        /** Sends the proof of work that is required after some failures, so that each guess is one attempt. */
        private static Response guess(String email) {
            return Actors.post(
                    "/auth/login", Map.of("email", email, "password", "a guess", "challenge", Challenges.solved()));
        }

        @Test
        void password_guesses_for_one_account_are_limited_in_every_spelling_of_its_address() throws Exception {
            AtomicInteger guesses = new AtomicInteger();
            List<Integer> statuses = statuses(
                    9, () -> guess(guesses.incrementAndGet() % 2 == 0 ? "admin@example.com" : "ADMIN@example.com"));
            assertThat(Collections.frequency(statuses, 401)).isEqualTo(5);

            Response refused = Actors.logIn("admin@example.com", Actors.PASSWORD);
            assertProblem(refused, 429, "rate-limited");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo(ACCOUNT);
        }

        @Test
        void password_guesses_for_many_accounts_are_limited_by_network_address() throws Exception {
            List<Integer> statuses = statuses(15, () -> guess(System.nanoTime() + "@example.com"));
            assertThat(Collections.frequency(statuses, 401)).isEqualTo(10);
        }

        @Test
        void login_that_the_account_limit_refuses_does_not_count_towards_the_address_limit() throws Exception {
            // The right password, so that no proof of work is required.
            statuses(9, () -> Actors.logIn("admin@example.com", Actors.PASSWORD));
            assertThat(Actors.logIn("editor@example.com", Actors.PASSWORD).statusCode())
                    .isEqualTo(200);
            Response last = Actors.logIn("viewer@example.com", Actors.PASSWORD);
            assertThat(last.header("RateLimit")).startsWith("\"login-address\";r=3;");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "[]", "{\"email\":1}", "{\"email\":null,\"password\":\"x\"}"})
        void unreadable_login_counts_towards_the_rate_limit(String body) throws Exception {
            statuses(10, () -> Actors.anonymous()
                    .contentType("application/json")
                    .body(body)
                    .post("/auth/login"));
            Response refused = Actors.logIn("viewer@example.com", Actors.PASSWORD);
            assertProblem(refused, 429, "rate-limited");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"login-address\";q=10;w=60");
        }

        @Test
        void rate_limited_login_is_refused_before_its_body_is_sent() throws Exception {
            statuses(10, () -> guess(System.nanoTime() + "@example.com"));
            Response refused = RawHttp.send(RawHttp.request(
                    "POST", "/api/v1/auth/login", "Content-Type: application/json", "Content-Length: 100000"));
            assertProblem(refused, 429, "rate-limited");
        }
    }

    @Nested
    class Request_bodies {

        private static final String LIMIT_PLUS_ONE = " ".repeat((1 << 20) + 1);

        @Test
        void body_larger_than_the_maximum_is_rejected() {
            assertProblem(alice.post("/reports", LIMIT_PLUS_ONE), 413, "payload-too-large");
        }

        @Test
        void body_whose_content_length_exceeds_the_maximum_is_rejected_before_it_is_sent() {
            Response answer = RawHttp.send(RawHttp.request(
                    "POST",
                    "/api/v1/reports",
                    "Authorization: Bearer " + alice.token(),
                    "Content-Type: application/json",
                    "Content-Length: 2000000"));
            assertProblem(answer, 413, "payload-too-large");
        }

        @Test
        void chunked_body_larger_than_the_maximum_is_rejected_before_its_end() {
            String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
            Response answer = RawHttp.send(
                    RawHttp.request(
                            "POST",
                            "/api/v1/reports",
                            "Authorization: Bearer " + alice.token(),
                            "Content-Type: application/json",
                            "Transfer-Encoding: chunked"),
                    chunk.repeat(17));
            assertProblem(answer, 413, "payload-too-large");
        }

        @Test
        void body_of_exactly_the_maximum_size_is_accepted() {
            String body = "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
            String padded = body + " ".repeat((1 << 20) - body.length());
            assertThat(alice.post("/reports", padded).statusCode()).isEqualTo(201);
        }
    }

    @Nested
    class Fields_and_pages {

        @Test
        void text_field_without_its_own_maximum_is_limited_to_the_default_length() {
            assertThat(alice.post("/lenient", Map.of("text", "x".repeat(1_000))).statusCode())
                    .isEqualTo(200);
            Response refused = alice.post("/lenient", Map.of("text", "x".repeat(1_001)));
            assertThat(assertProblem(refused, 400, "validation-failed").getString("violations[0].field"))
                    .isEqualTo("text");
        }

        @Test
        void text_field_with_its_own_maximum_may_exceed_the_default_length() {
            Map<String, String> long_one = Map.of("title", "T", "body", "x".repeat(100_000), "visibility", "PRIVATE");
            Map<String, String> too_long = Map.of("title", "T", "body", "x".repeat(100_001), "visibility", "PRIVATE");
            assertThat(alice.post("/reports", long_one).statusCode()).isEqualTo(201);
            assertProblem(alice.post("/reports", too_long), 400, "validation-failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "101", "99999999999", "1.5", "ten", ""})
        void page_size_outside_1_to_100_is_rejected(String limit) {
            for (String list : List.of("/reports", "/users")) {
                assertProblem(alice.get(list + "?limit=" + limit), 400, "malformed-request");
            }
        }

        @Test
        void page_has_20_items_by_default() {
            Stream.generate(alice::writesPrivately).limit(21).toList();
            assertThat(alice.get("/reports").jsonPath().getList("items")).hasSize(20);
        }
    }
}
