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
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.MovableTime;
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
    void alice_has_an_empty_window() {
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
    class Requests_per_window {

        @Test
        void are_counted_exactly_when_many_come_at_once() throws Exception {
            List<Integer> statuses = statuses(MAX + 50, () -> alice.get("/users"));
            assertThat(Collections.frequency(statuses, 200)).isEqualTo(MAX);
            assertThat(Collections.frequency(statuses, 429)).isEqualTo(50);
        }

        @Test
        void are_announced_in_the_headers_of_the_draft() {
            Response first = alice.get("/users");
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"default\";q=100;w=60");
            assertThat(first.header("RateLimit")).isEqualTo("\"default\";r=99;t=60");
            assertThat(alice.get("/users").header("RateLimit")).startsWith("\"default\";r=98;");
        }

        @Test
        void are_refused_with_the_time_after_which_the_next_is_let_in() throws Exception {
            statuses(MAX, () -> alice.get("/users"));
            Response refused = alice.get("/users");
            assertProblem(refused, 429, "rate-limited");
            long wait = Long.parseLong(refused.header("Retry-After"));
            assertThat(wait).isBetween(1L, WINDOW.toSeconds());
            assertThat(refused.header("RateLimit")).startsWith("\"default\";r=0;");

            MovableTime.forward(Duration.ofSeconds(wait));

            assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        }

        @Test
        void never_exceed_the_limit_in_any_span_of_one_window() throws Exception {
            statuses(50, () -> alice.get("/users"));
            MovableTime.forward(Duration.ofSeconds(40));
            statuses(50, () -> alice.get("/users"));
            MovableTime.forward(Duration.ofSeconds(21));

            List<Integer> statuses = statuses(MAX, () -> alice.get("/users"));

            assertThat(Collections.frequency(statuses, 200)).isEqualTo(50);
        }

        @Test
        void of_one_caller_do_not_use_up_anothers() throws Exception {
            statuses(MAX + 1, () -> alice.get("/users"));
            assertThat(Actors.viewer().get("/users").statusCode()).isEqualTo(200);
        }

        @Test
        void that_lead_nowhere_or_are_refused_count_too() throws Exception {
            statuses(MAX / 2, () -> alice.get("/nowhere"));
            statuses(MAX / 2, () -> alice.delete("/users/" + alice.id()));
            assertProblem(alice.get("/users"), 429, "rate-limited");
        }

        @Test
        void without_valid_credentials_are_counted_by_address() throws Exception {
            statuses(MAX / 2, () -> Actors.nobody().get("/users"));
            statuses(
                    MAX / 2 - 1,
                    () -> Actors.nobody().header("Authorization", "Bearer x").get("/users"));
            assertProblem(Actors.nobody().get("/users"), 401, "unauthenticated");
            assertProblem(Actors.nobody().get("/users"), 429, "rate-limited");
            assertProblem(Actors.nobody().header("Authorization", "Bearer y").get("/users"), 429, "rate-limited");
            assertThat(alice.get("/users").statusCode()).isEqualTo(200);
        }

        @Test
        void cannot_be_multiplied_by_naming_other_addresses() throws Exception {
            List<Integer> statuses = statuses(MAX + 5, () -> Actors.nobody()
                    .header("X-Forwarded-For", "203.0.113." + Math.floorMod(System.nanoTime(), 250))
                    .get("/users"));
            assertThat(Collections.frequency(statuses, 429)).isEqualTo(5);
        }

        @Test
        void limit_the_guessing_of_passwords() throws Exception {
            List<Integer> statuses = statuses(MAX + 5, () -> Actors.logIn("admin@example.com", "a guess"));
            assertThat(Collections.frequency(statuses, 401)).isEqualTo(MAX);
        }
    }

    @Nested
    class Bodies {

        private static final String LIMIT_PLUS_ONE = " ".repeat((1 << 20) + 1);

        @Test
        void larger_than_the_maximum_are_refused_when_announced() {
            assertProblem(alice.post("/reports", LIMIT_PLUS_ONE), 413, "payload-too-large");
        }

        @Test
        void larger_than_the_maximum_are_refused_before_they_are_sent() {
            Response answer = RawHttp.send(RawHttp.request(
                    "POST",
                    "/api/v1/reports",
                    "Authorization: Bearer " + alice.token(),
                    "Content-Type: application/json",
                    "Content-Length: 2000000"));
            assertProblem(answer, 413, "payload-too-large");
        }

        @Test
        void larger_than_the_maximum_are_refused_when_chunked_without_reading_to_their_end() {
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
        void as_large_as_the_maximum_are_read() {
            String body = "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
            String padded = body + " ".repeat((1 << 20) - body.length());
            assertThat(alice.post("/reports", padded).statusCode()).isEqualTo(201);
        }
    }

    @Nested
    class Fields_and_pages {

        @Test
        void a_field_without_a_maximum_of_its_own_has_the_default_one() {
            assertThat(alice.post("/lenient", Map.of("text", "x".repeat(1_000))).statusCode())
                    .isEqualTo(200);
            Response refused = alice.post("/lenient", Map.of("text", "x".repeat(1_001)));
            assertThat(assertProblem(refused, 400, "validation-failed").getString("violations[0].field"))
                    .isEqualTo("text");
        }

        @Test
        void a_field_with_a_maximum_of_its_own_may_be_longer_than_the_default() {
            Map<String, String> long_one = Map.of("title", "T", "body", "x".repeat(100_000), "visibility", "PRIVATE");
            Map<String, String> too_long = Map.of("title", "T", "body", "x".repeat(100_001), "visibility", "PRIVATE");
            assertThat(alice.post("/reports", long_one).statusCode()).isEqualTo(201);
            assertProblem(alice.post("/reports", too_long), 400, "validation-failed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "101", "99999999999", "1.5", "ten", ""})
        void a_page_outside_its_bounds_is_refused(String limit) {
            for (String list : List.of("/reports", "/users")) {
                assertProblem(alice.get(list + "?limit=" + limit), 400, "malformed-request");
            }
        }

        @Test
        void nesting_has_an_end() {
            String deep = "{\"title\":" + "[".repeat(500) + "]".repeat(500) + "}";
            assertProblem(alice.post("/reports", deep), 400, "malformed-request");
        }

        @Test
        void the_default_page_holds_twenty() {
            Stream.generate(alice::writesPrivately).limit(21).toList();
            assertThat(alice.get("/reports").jsonPath().getList("items")).hasSize(20);
        }
    }
}
