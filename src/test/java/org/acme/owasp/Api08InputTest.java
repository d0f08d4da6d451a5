package org.acme.owasp;

import static org.acme.fixture.GraphQl.assertData;
import static org.acme.fixture.GraphQl.assertError;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LogLines;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * API8: times (RFC 3339), enumerated values, numbers and ids (RFC 9562) are accepted in one form in JSON, parameters
 * and GraphQL.
 */
@QuarkusTest
class Api08InputTest {

    Actor admin;

    @BeforeEach
    void logInAdministrator() {
        admin = Actors.admin();
    }

    private Response newKey(String expiresAt) {
        return admin.post(
                "/api-keys", "{\"name\":\"N\",\"permissions\":[\"reports:read\"],\"expiresAt\":" + expiresAt + "}");
    }

    @Nested
    class Instants {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1767225600",
                    "1767225600.5",
                    "1e18",
                    "-1e999999999",
                    "31556889864403200",
                    "\"1767225600\"",
                    "\"\"",
                    "\" 2026-12-01T00:00:00Z\"",
                    "\"2026-12-01\"",
                    "\"2026-12-01T00:00Z\"",
                    "\"2026-12-01T00:00:00\"",
                    "\"2026-12-01 00:00:00Z\"",
                    "\"20261201T000000Z\"",
                    "\"2026-12-01T00:00:00+0100\"",
                    "\"2026-12-01T00:00:00Z[UTC]\"",
                    "\"2026-12-01T24:00:00Z\"",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"2026-W49-2T00:00:00Z\"",
                    "\"+12026-12-01T00:00:00Z\"",
                    "\"-2026-12-01T00:00:00Z\"",
                    "\"0000-01-01T00:00:00+01:00\"",
                    "\"9999-12-31T23:59:59-01:00\"",
                    "\"٢٠٢٦-12-01T00:00:00Z\"",
                    "[2026,12,1,0,0]",
                    "{\"epochSecond\":1}",
                    "true"
                })
        void instant_in_json_that_is_not_rfc_3339_is_malformed(String expiresAt) {
            assertProblem(newKey(expiresAt), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1767225600",
                    "2026-12-01",
                    "2026-12-01T00:00Z",
                    "-4714-01-01T00:00:00Z",
                    "%2B294277-01-09T04:00:54.775808Z",
                    "%2B1000000000-12-31T23:59:59.999999999Z",
                    "infinity",
                    "now"
                })
        void instant_in_a_parameter_that_is_not_rfc_3339_is_malformed(String from) {
            assertProblem(RawHttp.get("/api/v1/audit-events?from=" + from, admin), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000-01-01T00:00:00Z",
                    "1582-10-10T00:00:00.123456789Z",
                    "9999-12-31T23:59:59.999999999Z",
                    "2026-12-01t00:00:00z",
                    "2026-12-01T00:00:00%2B05:30"
                })
        void instant_of_every_year_that_rfc_3339_allows_is_accepted(String instant) {
            assertThat(RawHttp.get("/api/v1/audit-events?from=" + instant, admin)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(RawHttp.get("/api/v1/audit-events?to=" + instant, admin).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void instant_with_an_offset_is_returned_in_utc() {
            Instant nextWeek = Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
            // With the seconds, also when they are zero.
            String offset = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    nextWeek.atOffset(ZoneOffset.ofHoursMinutes(-9, -30)));
            assertThat(newKey("\"" + offset + "\"")
                            .then()
                            .statusCode(201)
                            .extract()
                            .<String>path("expiresAt"))
                    .isEqualTo(nextWeek.toString());
        }
    }

    @Nested
    class Enumerated_values {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\" PRIVATE\"",
                    "\"PRIVATE \"",
                    "\"private\"",
                    "\"\"",
                    "\" \"",
                    "0",
                    "\"0\"",
                    "null ",
                    "[\"PRIVATE\"]"
                })
        void enumerated_value_in_another_spelling_is_refused(String visibility) {
            Response refused =
                    admin.post("/reports", "{\"title\":\"T\",\"body\":\"B\",\"visibility\":" + visibility + "}");
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\" viewer\"", "\"VIEWER\"", "\"\"", "2"})
        void optional_enumerated_value_in_another_spelling_is_not_treated_as_absent(String role) {
            assertProblem(
                    admin.patch("/users/" + Actors.viewer().id(), "{\"role\":" + role + "}"), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"private\"", "\" PRIVATE \"", "\"\"", "0"})
        void enumerated_value_in_another_spelling_is_refused_over_graphql(String visibility) {
            Response refused = GraphQl.post(
                    admin.calling(),
                    "{\"query\":\"mutation($v:Visibility!){createReport(report:{title:\\\"T\\\",body:\\\"B\\\",visibility:$v}){id}}\","
                            + "\"variables\":{\"v\":" + visibility + "}}");
            assertError(refused, "malformed-request");
        }
    }

    @Nested
    class Graphql_documents {

        /** The engine fails with each of these, instead of refusing it. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "query($v:Int=1e99999999999){me{id}}",
                    "{report(id:\\\"\\\\u{FFFFFFFF}\\\"){id}}",
                    "subscription{me@skip(if:true){id}}",
                    "subscription{...A} fragment A on Query{me{id}}",
                    "subscription{me@include(if:1){id}}"
                })
        void graphql_document_that_the_engine_fails_with_is_malformed(String document) {
            assertError(GraphQl.post(admin.calling(), "{\"query\":\"" + document + "\"}"), "malformed-request");
        }
    }

    @Nested
    class Numbers {

        @ParameterizedTest
        @ValueSource(
                strings = {"7.0", "7e0", "70e-1", "-0", "\"7\"", "\"\"", "1e400", "-1e999999999", "9223372036854775808"
                })
        void number_in_another_spelling_is_malformed(String value) {
            assertProblem(
                    admin.put("/settings/app.flow.export.daily", "{\"value\":" + value + "}"),
                    400,
                    "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%2B5", "05", "5.0", "5e0", "0x5", "%D9%A5", "-0", "%205", "5%20"})
        void number_in_a_parameter_in_another_spelling_is_malformed(String limit) {
            assertProblem(RawHttp.get("/api/v1/reports?limit=" + limit, admin), 400, "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5.0", "5e0", "\"5\"", "1e400", "2147483648", "true", "[5.0]", "-0", "[-0]"})
        void number_in_a_graphql_variable_in_another_spelling_is_malformed(String first) {
            Response refused = GraphQl.post(
                    admin.calling(),
                    "{\"query\":\"query($v:Int){reports(first:$v){nextCursor}}\",\"variables\":{\"v\":" + first + "}}");
            assertThat(refused.asString()).contains("malformed-request").doesNotContain("nextCursor");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "5.0",
                    "5e0",
                    "0.5e1",
                    "\\\"5\\\"",
                    "\\\"05\\\"",
                    "\\\"+5\\\"",
                    "\\\"5e0\\\"",
                    "\\\"\u0665\\\"",
                    "true",
                    "[5]"
                })
        void integer_in_another_spelling_as_a_graphql_literal_is_malformed(String literal) {
            for (String query : List.of(
                    "{reports(first:%s){nextCursor}}",
                    "{users(first:%s){nextCursor}}", "query($v:Int=%s){reports(first:$v){nextCursor}}")) {
                Response refused = GraphQl.post(admin.calling(), "{\"query\":\"" + query.formatted(literal) + "\"}");
                assertThat(refused.asString()).contains("malformed-request").doesNotContain("nextCursor");
            }
        }
    }

    @Nested
    class Negative_zeros {

        private String report;

        @BeforeEach
        void createReport() {
            report = admin.writesPrivately();
        }

        private Response revises(String version, String declared, String variables) {
            String query =
                    "mutation%s{reviseReport(id:\\\"%s\\\",version:%s,report:{title:\\\"-0\\\",body:\\\"-0\\\",visibility:PRIVATE}){version}}"
                            .formatted(declared, report, version);
            return GraphQl.post(admin.calling(), "{\"query\":\"" + query + "\",\"variables\":" + variables + "}");
        }

        @Test
        void negative_zero_as_a_graphql_literal_is_malformed() {
            assertError(revises("-0", "", "{}"), "malformed-request");
            assertError(revises("$v", "($v:Int!=-0)", "{}"), "malformed-request");
            assertData(revises("0", "", "{}"));
        }

        @Test
        void negative_zero_as_a_graphql_variable_is_malformed() {
            assertProblem(revises("$v", "($v:Int!)", "{\"v\":-0}"), 400, "malformed-request");
            assertProblem(revises("0", "", "{\"a\":[{\"b\":-0}]}"), 400, "malformed-request");
            assertData(revises("$v", "($v:Int!)", "{\"v\":0}"));
        }
    }

    @Nested
    class Booleans {

        @ParameterizedTest
        @ValueSource(strings = {"\"true\"", "\"TRUE\"", "1", "0", "\"\"", "[true]"})
        void boolean_in_another_spelling_is_malformed_over_graphql(String included) {
            Response refused = GraphQl.post(
                    admin.calling(),
                    "{\"query\":\"query($b:Boolean!){me{id @include(if:$b)}}\",\"variables\":{\"b\":" + included
                            + "}}");
            assertThat(refused.asString()).contains("malformed-request").doesNotContain("\"data\"");
            assertThat(GraphQl.ask(admin, "{me{id @include(if:TRUE)}}").asString())
                    .contains("malformed-request");
        }
    }

    @Nested
    class Headers {

        private static final String TAG = "\"0\"";

        private Response reads(String... headers) {
            String[] all = Stream.concat(Stream.of("Authorization: Bearer " + admin.token()), Stream.of(headers))
                    .toArray(String[]::new);
            return RawHttp.send(RawHttp.request("GET", "/api/v1/reports/" + admin.writesPrivately(), all));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "0",
                    "''",
                    "\"0",
                    "0\"",
                    "'0'",
                    "w/\"0\"",
                    "W/ \"0\"",
                    "\"0\",",
                    ",\"0\"",
                    "*,\"0\"",
                    "\"0\" \"0\"",
                    "**"
                })
        void header_with_malformed_entity_tags_is_rejected(String tags) {
            assertProblem(reads("If-Match: " + tags), 400, "malformed-request");
        }

        @Test
        void repeated_single_value_header_is_rejected() {
            for (String name : new String[] {"If-Match: ", "If-None-Match: "}) {
                assertProblem(reads(name + TAG, name + TAG), 400, "malformed-request");
            }
            assertThat(reads("If-Match: " + TAG + ", \"1\"").statusCode()).isEqualTo(200);
            assertThat(reads("If-Match: *").statusCode()).isEqualTo(200);
            String type = "Content-Type: application/json";
            assertProblem(
                    RawHttp.send(RawHttp.request("POST", "/api/v1/auth/refresh", type, type, "Content-Length: 0")),
                    400,
                    "malformed-request");
        }
    }

    @Nested
    class Ids {

        @Test
        void id_in_base64_or_without_hyphens_is_malformed_over_graphql() {
            UUID id = Actors.viewer().id();
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            for (String other : new String[] {
                Base64.getEncoder().encodeToString(bytes),
                id.toString().replace("-", ""),
                "{" + id + "}",
                "1-1-1-1-1",
                " " + id
            }) {
                assertError(GraphQl.ask(admin, "{user(id:\"" + other + "\"){id}}"), "malformed-request");
            }
            assertData(GraphQl.ask(admin, "{user(id:\"" + id + "\"){id}}"));
            // UUIDs are case-insensitive on input (RFC 9562, section 4).
            assertData(GraphQl.ask(admin, "{user(id:\"" + id.toString().toUpperCase(Locale.ROOT) + "\"){id}}"));
        }
    }

    @Nested
    class Nulls {

        @Test
        void null_means_the_default_of_a_graphql_argument() {
            assertData(GraphQl.ask(admin, "{reports(sort:null,first:null,after:null,q:null,status:null){nextCursor}}"));
            assertData(GraphQl.post(
                    admin.calling(),
                    "{\"query\":\"query($s:String){reports(sort:$s){nextCursor}}\",\"variables\":{\"s\":null}}"));
        }

        /** GraphQL specification, section 6.1.2: an explicit null replaces the default value of a variable. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "query($v:Boolean=true){me{id} again:me @include(if:$v){id}}",
                    "query($v:Boolean=true){me{id @include(if:$v)}}",
                    "query($v:Boolean=false){me{id role @skip(if:$v)}}",
                    "query($v:ID=\"00000000-0000-7000-8000-000000000000\"){report(id:$v){id}}",
                    "mutation($v:String=\"T\"){createReport(report:{title:$v,body:\"B\",visibility:PRIVATE}){id}}",
                    "mutation($v:Visibility=PRIVATE){createReport(report:{title:\"T\",body:\"B\",visibility:$v}){id}}",
                    "mutation($v:CreateReportInput={title:\"T\",body:\"B\",visibility:PRIVATE}){createReport(report:$v){id}}"
                })
        void null_for_a_graphql_variable_in_a_required_position_is_malformed(String document) {
            assertError(askWithNull(document), "malformed-request");
        }

        @Test
        void null_for_a_graphql_variable_in_an_optional_position_means_the_default_of_the_argument() {
            assertData(askWithNull("query($v:Int=5){reports(first:$v){nextCursor}}"));
        }

        private Response askWithNull(String document) {
            Map<String, Object> variables = new HashMap<>();
            variables.put("v", null);
            return GraphQl.ask(admin, document, variables);
        }
    }

    @Nested
    class Chunks {

        @ParameterizedTest
        @ValueSource(strings = {"x\r\n", "0x2\r\n{}\r\n", "-1\r\n", "ffffffffffffffff\r\n", "2\r\n{}", "\r\n"})
        void malformed_chunk_size_is_not_logged_as_an_error(String chunk) {
            String head = RawHttp.request(
                    "POST", "/api/v1/reports", "Content-Type: application/json", "Transfer-Encoding: chunked");
            try (LogLines errors = LogLines.errors()) {
                // The codec closes the connection, with or without a response.
                catchThrowable(() -> RawHttp.send(head, chunk, "garbage garbage\r\n\r\n"));
                assertThat(admin.get("/users/me").statusCode()).isEqualTo(200);
                assertThat(errors.lines()).isEmpty();
            }
        }
    }

    @Nested
    class Blank_text {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    " ",
                    "\u3000",
                    "\u2003\u2028",
                    "\u00a0",
                    "\u200b",
                    "\t\u2060\ufeff",
                    "\u0001",
                    "\u3164",
                    "\u2800\u034f"
                })
        void text_without_a_visible_character_is_refused(String blank) {
            Actor alice = Actors.editor();
            Stream.of(
                            alice.patch("/users/me", Map.of("displayName", blank)),
                            admin.patch("/users/" + alice.id(), Map.of("displayName", blank)),
                            alice.post("/reports", Map.of("title", blank, "body", "B", "visibility", "PRIVATE")))
                    .forEach(refused -> assertThat(assertProblem(refused, 400, "validation-failed")
                                    .getString("violations[0].message"))
                            .isEqualTo("must not be blank"));
        }
    }

    @Nested
    class Accept_Language {

        @ParameterizedTest
        @ValueSource(strings = {"-", "", "de", "*;q=0", "en;q=x", "tr-TR,-,", "\u00e9", "x-", "q=1", "ar-EG-u-nu-arab"})
        void accept_language_does_not_change_the_text_of_a_problem(String language) {
            Response refused = admin.calling()
                    .header("Accept-Language", language)
                    .contentType("application/json")
                    .body("{\"title\":\"\",\"body\":\"B\",\"visibility\":\"PRIVATE\"}")
                    .post("/reports");
            assertThat(assertProblem(refused, 400, "validation-failed").getString("violations[0].message"))
                    .isEqualTo("must not be blank");
        }
    }
}
