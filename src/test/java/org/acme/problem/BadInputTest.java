package org.acme.problem;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed or invalid input always gets a problem of the contract, never a 500, and changes nothing. */
@QuarkusTest
class BadInputTest {

    Actor alice;

    @BeforeEach
    void createEditor() {
        alice = Actors.editor();
    }

    Response post(byte[] body) {
        return alice.calling()
                .header("Content-Type", "application/json")
                .body(body)
                .post("/reports");
    }

    void assertNothingWritten() {
        assertThat(alice.get("/reports?owner=" + alice.id()).jsonPath().getList("items"))
                .isEmpty();
    }

    @Nested
    class Bodies {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "null",
                    "[]",
                    "{}",
                    "1",
                    "\"text\"",
                    "{",
                    "}",
                    "{\"title\"",
                    "not json",
                    "<xml/>",
                    "{'title':'T','body':'B','visibility':'PRIVATE'}",
                    "{title:\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\",}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"} trailing",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}{}",
                    "{\"title\":\"T\",\"title\":\"U\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":1,\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":true,\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":{},\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":[\"T\"],\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":null,\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":0}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"private\"}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"\"}",
                    "{\"title\":\"T\",\"body\":\"B\"}",
                    "{\"title\":\"\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"  \",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\",\"extra\":1}",
                    "{\"title\":\"\\u0000\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"\\ud800\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":\"\\udc00\\ud800\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":1e999999999,\"visibility\":\"PRIVATE\"}",
                    "/* comment */ {\"title\":\"T\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}",
                    "{\"title\":\"T\",\"body\":NaN,\"visibility\":\"PRIVATE\"}"
                })
        void invalid_report_body_is_400_and_writes_nothing(String body) {
            Response refused = post(body.getBytes(StandardCharsets.UTF_8));
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertProblem(refused, 400, refused.path("code"));
            assertThat(refused.<String>path("code")).isIn("malformed-request", "validation-failed");
            assertNothingWritten();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "null", " null\n"})
        void missing_body_is_malformed_and_the_problem_names_no_java_parameter(String body) {
            JsonPath problem = assertProblem(post(body.getBytes(StandardCharsets.UTF_8)), 400, "malformed-request");
            assertThat(problem.<Object>get("violations")).isNull();
        }

        @Test
        void lengths_are_counted_in_code_points() {
            Map<String, String> longest = Map.of("title", "😀".repeat(200), "body", "B", "visibility", "PRIVATE");
            assertThat(alice.post("/reports", longest).statusCode()).isEqualTo(201);
            Map<String, String> tooLong = Map.of("title", "😀".repeat(201), "body", "B", "visibility", "PRIVATE");
            assertProblem(alice.post("/reports", tooLong), 400, "validation-failed");
        }

        @Test
        void body_in_another_encoding_than_utf8_is_400() {
            String body = "{\"title\":\"Tä\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}";
            assertProblem(post(body.getBytes(StandardCharsets.ISO_8859_1)), 400, "malformed-request");
            assertNothingWritten();
        }

        @Test
        void body_with_overlong_utf8_is_400() {
            byte[] body =
                    "{\"title\":\"T//\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}".getBytes(StandardCharsets.UTF_8);
            int slash = new String(body, StandardCharsets.UTF_8).indexOf("//");
            body[slash] = (byte) 0xC0;
            body[slash + 1] = (byte) 0xAF;
            assertProblem(post(body), 400, "malformed-request");
        }

        @Test
        void constraint_violation_names_the_field_and_not_the_value() {
            Response refused = alice.post(
                    "/reports", Map.of("title", "rejected".repeat(50), "body", "B", "visibility", "PRIVATE"));
            assertThat(assertProblem(refused, 400, "validation-failed").getString("violations[0].field"))
                    .isEqualTo("title");
            assertThat(refused.asString()).doesNotContain("rejected", "create", "arg0");
        }

        @Test
        void missing_body_is_400() {
            assertThat(alice.calling()
                            .contentType("application/json")
                            .post("/reports")
                            .statusCode())
                    .isEqualTo(400);
            assertNothingWritten();
        }

        @Test
        void body_of_an_operation_that_reads_none_is_ignored() {
            String report = alice.writesPrivately();
            assertThat(alice.post("/reports/" + report + "/publish", "{\"status\":\"ARCHIVED\"}")
                            .<String>path("status"))
                    .isEqualTo("PUBLISHED");
        }
    }

    @Nested
    class Parameters {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "q=%ff",
                    "q=%00",
                    "q=%c0%af",
                    "q=%ed%a0%80",
                    "q=%",
                    "q=%zz",
                    "limit=1&limit=2",
                    "Limit=1",
                    "LIMIT=1",
                    "limit=1&Q=x",
                    "sort=title;drop",
                    "sort=body",
                    "sort=TITLE",
                    "status=draft",
                    "status=",
                    "visibility=0",
                    "owner=1",
                    "owner=",
                    "owner=1-1-1-1-1",
                    "cursor=",
                    "cursor=x",
                    "cursor=AAAA",
                    "limit=2147483648",
                    "limit=%31%30%30%30",
                    "sort=",
                    "limit="
                })
        void invalid_query_parameter_is_400(String query) {
            assertProblem(RawHttp.get("/api/v1/reports?" + query, alice), 400, "malformed-request");
        }

        /** The framework reads the first 1,024, so it would not see that one is sent again. */
        @Test
        void query_with_more_parameters_than_any_operation_has_is_400() {
            String others =
                    IntStream.range(0, 1_023).mapToObj(i -> "&a" + i + "=").collect(Collectors.joining("1"));
            assertProblem(
                    RawHttp.get("/api/v1/reports?limit=1" + others + "1&limit=2", alice), 400, "malformed-request");
        }

        @Test
        void overlong_query_parameter_is_400() {
            assertThat(assertProblem(alice.get("/reports?q=" + "x".repeat(101)), 400, "validation-failed")
                            .getString("violations[0].field"))
                    .isEqualTo("q");
        }

        @Test
        void search_text_with_sql_or_pattern_characters_is_matched_literally() {
            alice.writes("100% of_it'; drop table reports; --", "PRIVATE");
            for (String q : new String[] {"100% of_it", "'; drop table", "OF_IT", "of_it"}) {
                assertThat(found(q)).as(q).hasSize(1);
            }
            for (String q : new String[] {"1%t", "of%it", "ofXit", "!"}) {
                assertThat(found(q)).as(q).isEmpty();
            }
        }

        private List<Object> found(String q) {
            Response list = alice.calling()
                    .queryParam("owner", alice.id())
                    .queryParam("q", q)
                    .get("/reports");
            assertThat(list.statusCode()).isEqualTo(200);
            return list.jsonPath().getList("items");
        }

        @Test
        void truncated_or_altered_cursor_is_400() {
            alice.writesPrivately();
            alice.writesPrivately();
            String cursor = alice.get("/reports?limit=1").path("nextCursor");
            for (int i = 0; i < cursor.length(); i += 5) {
                char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
                String altered = cursor.substring(0, i) + other + cursor.substring(i + 1);
                assertProblem(alice.get("/reports?limit=1&cursor=" + altered), 400, "malformed-request");
                assertProblem(alice.get("/reports?limit=1&cursor=" + cursor.substring(0, i)), 400, "malformed-request");
            }
        }
    }

    @Nested
    class Headers {

        @ParameterizedTest
        @ValueSource(strings = {"0", "\"0", "\"0\",", "abc", "\"a\"b\"", "*,*x", ""})
        void invalid_if_match_header_is_rejected(String ifMatch) {
            String report = alice.writesPrivately();
            assertProblem(alice.revises(report, ifMatch, "Title"), 400, "malformed-request");
            assertThat(alice.get("/reports/" + report).jsonPath().getInt("version"))
                    .isZero();
        }
    }
}
