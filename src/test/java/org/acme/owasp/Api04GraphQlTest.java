package org.acme.owasp;

import static org.acme.fixture.GraphQl.assertData;
import static org.acme.fixture.GraphQl.assertError;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Eventually;
import org.acme.fixture.GraphQl;
import org.acme.fixture.LogLines;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats {@link Api04UnrestrictedResourceConsumptionTest} over GraphQL, and tests limits that only GraphQL needs. */
@Tag("API4")
@QuarkusTest
class Api04GraphQlTest {

    private static final String USERS = "users(first:1){items{id}}";

    @Inject
    SessionFactory sessions;

    Actor alice;

    @BeforeEach
    void createCaller() {
        alice = Actors.editor();
        EmptyWindows.letThemPass();
    }

    /** Returns a document that repeats an operation under different aliases. */
    private static String times(int count, String operation) {
        return IntStream.range(0, count)
                .mapToObj(i -> "x" + i + ":" + operation)
                .collect(Collectors.joining(" ", "{", "}"));
    }

    private static List<String> codes(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> codes = answer.jsonPath().getList("errors.extensions.code");
        return codes == null ? List.of() : codes;
    }

    @Nested
    class Rate_limits {

        @Test
        void each_graphql_operation_counts_as_one_request() {
            for (int i = 0; i < 9; i++) {
                assertThat(codes(GraphQl.ask(alice, times(10, "me{id}")))).isEmpty();
            }
            assertThat(alice.get("/reports").header("RateLimit")).startsWith("\"default\";r=9;");
            Response last = GraphQl.ask(alice, times(10, "me{id}"));
            assertError(last, "rate-limited");
            assertThat(last.header("RateLimit")).startsWith("\"default\";r=0;");
            assertThat(last.<String>path("data.x0.id")).isEqualTo(alice.id().toString());
            assertThat(last.<Object>path("data.x9")).isNull();
        }

        @Test
        void graphql_operations_share_rate_limits_with_their_rest_counterparts() {
            for (int i = 0; i < 5; i++) {
                assertThat(codes(GraphQl.ask(alice, times(10, USERS)))).isEmpty();
            }
            for (int i = 0; i < 10; i++) {
                assertThat(alice.get("/users").statusCode()).isEqualTo(200);
            }
            assertProblem(alice.get("/users"), 429, "rate-limited");
            Response refused = GraphQl.ask(alice, "{" + USERS + "}");
            assertError(refused, "rate-limited");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"user-list\";q=60;w=60");
        }

        @Test
        void rate_limited_graphql_operation_does_not_affect_other_operations_of_the_request() {
            for (int i = 0; i < 6; i++) {
                GraphQl.ask(alice, times(10, USERS));
            }
            Response answer = GraphQl.ask(alice, "{me{id} " + USERS + "}");
            assertError(answer, "rate-limited");
            assertThat(answer.<String>path("data.me.id")).isEqualTo(alice.id().toString());
        }

        @Test
        void graphql_request_is_refused_before_parsing_when_the_rate_limit_is_exhausted() {
            for (int i = 0; i < 10; i++) {
                GraphQl.ask(alice, times(10, "me{id}"));
            }
            assertProblem(GraphQl.ask(alice, "{me{id}}"), 429, "rate-limited");
            assertProblem(alice.get("/reports"), 429, "rate-limited");
        }

        @Test
        void unauthenticated_graphql_operations_count_towards_the_rate_limit() {
            for (int i = 0; i < 100; i++) {
                assertError(GraphQl.ask(Actors.anonymous(), "{me{id}}"), "unauthenticated");
            }
            assertProblem(GraphQl.ask(Actors.anonymous(), "{me{id}}"), 429, "rate-limited");
        }
    }

    @Nested
    class Document_limits {

        private void assertRefused(String document) {
            Response answer = GraphQl.ask(alice, document);
            assertError(answer, "malformed-request");
            assertThat(answer.jsonPath().<String, Object>getMap("$")).doesNotContainKey("data");
        }

        @Test
        void graphql_document_with_more_than_10_aliases_is_rejected() {
            assertData(GraphQl.ask(alice, times(10, "me{id}")));
            assertRefused(times(11, "me{id}"));
        }

        /** Each row of a list repeats the alias: 500 rows with one of 199,000 characters would have 100 MB. */
        @Test
        void graphql_document_with_a_long_alias_is_rejected() {
            assertRefused("{reports(first: 100){items{" + "a".repeat(199_000) + ":id}}}");
            assertRefused(
                    "{reports(first: 100){...f}} fragment f on Page_ReportItem{items{" + "a".repeat(65) + ":id}}");
        }

        /** The engine names the place of each of the fields that conflict. */
        @Test
        void graphql_error_about_many_fields_names_three_places() {
            try (LogLines log = LogLines.of("org.acme.problem")) {
                Response answer = GraphQl.ask(alice, "{me{" + "id ".repeat(198) + "id:email}}");
                assertError(answer, "malformed-request");
                assertThat(answer.<List<?>>path("errors[0].locations")).hasSize(3);
                assertThat(log.lines()).isNotEmpty().allMatch(line -> line.length() < 500);
            }
        }

        @Test
        void lists_of_one_graphql_request_contain_at_most_500_items() {
            assertData(GraphQl.ask(alice, times(5, "reports(first: 100){items{id}}")));
            assertError(
                    GraphQl.ask(
                            alice,
                            times(5, "reports(first: 100){items{id}}").replaceFirst("\\}$", " users{items{id}}}")),
                    "malformed-request");
        }

        @Test
        void texts_of_one_graphql_response_have_at_most_300000_characters() {
            String id = alice.post(
                            "/reports", Map.of("title", "Long", "body", "界".repeat(100_000), "visibility", "PRIVATE"))
                    .path("id");
            String body = "report(id: \"" + id + "\") { body }";
            assertData(GraphQl.ask(alice, times(3, body)));
            Response refused = GraphQl.ask(alice, times(10, body));
            assertError(refused, "malformed-request");
            assertThat(refused.asByteArray().length).isLessThan(1_000_000);
        }

        @Test
        void texts_beyond_the_limit_of_a_graphql_response_are_logged_and_reported_once() {
            String id = alice.post(
                            "/reports", Map.of("title", "Long", "body", "x".repeat(100_000), "visibility", "PRIVATE"))
                    .path("id");
            Stream.generate(alice::writesPrivately).limit(20).toList();
            String body = "b%s:report(id:\"" + id + "\"){body}";
            String document = "{" + body.formatted(1) + body.formatted(2) + body.formatted(3)
                    + "l:reports(first:100,status:DRAFT){items{a:title b:title title owner{displayName}}}}";
            try (LogLines log = LogLines.of("org.acme.problem")) {
                Response refused = GraphQl.ask(alice, document);
                assertThat(refused.jsonPath().getList("data.l.items")).hasSizeGreaterThan(20);
                assertError(refused, "malformed-request");
                assertThat(log.lines()).hasSize(1);
            }
        }

        @Test
        void graphql_mutation_is_not_executed_after_the_limit_of_the_response_and_says_so() {
            List<String> drafts = Stream.generate(() -> alice.post(
                                    "/reports",
                                    Map.of("title", "Long", "body", "x".repeat(100_000), "visibility", "PRIVATE"))
                            .<String>path("id"))
                    .limit(6)
                    .toList();
            String document = drafts.stream()
                    .map(id -> "r" + drafts.indexOf(id) + ":publishReport(id:\"" + id + "\"){body}")
                    .collect(Collectors.joining(" ", "mutation{", "}"));

            Response answer = GraphQl.ask(alice, document);

            assertThat(answer.<List<String>>path("errors.path.flatten()")).containsExactly("r3", "body", "r4", "r5");
            assertThat(answer.<List<String>>path("errors.message"))
                    .satisfiesExactly(
                            fourth -> assertThat(fourth).contains("has taken effect"),
                            fifth -> assertThat(fifth).contains("was not executed"),
                            sixth -> assertThat(sixth).contains("was not executed"));
            assertThat(drafts.stream().map(id -> alice.get("/reports/" + id).<String>path("status")))
                    .containsExactly("PUBLISHED", "PUBLISHED", "PUBLISHED", "PUBLISHED", "DRAFT", "DRAFT");
        }

        @Test
        void graphql_document_deeper_than_8_levels_is_rejected() {
            String deep = "{me" + "{id".repeat(8) + "}".repeat(8) + "}";
            assertRefused(deep);
            assertThat(GraphQl.ask(alice, deep).<String>path("errors[0].message"))
                    .isEqualTo("A GraphQL request can have at most 8 levels.");
        }

        @Test
        void graphql_document_with_more_than_200_fields_is_rejected() {
            assertData(GraphQl.ask(alice, "{me{" + "id ".repeat(199) + "}}"));
            assertRefused("{me{" + "id ".repeat(200) + "}}");
        }

        @Test
        void graphql_document_with_too_many_tokens_is_rejected() {
            String wordy = "id @include(if:true) @skip(if:false) ";
            assertData(GraphQl.ask(alice, "{me{" + wordy.repeat(130) + "}}"));
            assertRefused("{me{" + wordy.repeat(140) + "}}");
            assertRefused("{me{id" + " ".repeat(30_000) + "}}");
        }

        /** The engine would parse a block string of so many empty lines for seconds. */
        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r", " \n", "\r\n"})
        void graphql_document_with_too_many_line_breaks_is_rejected_before_parsing(String line) {
            assertData(GraphQl.ask(alice, "{me{id}}" + line.repeat(2_500)));
            String refused = "{me{id}}" + line.repeat(5_001);
            assertRefused(refused);
            assertThat(GraphQl.ask(alice, refused).<String>path("errors[0].message"))
                    .isEqualTo("A GraphQL request can have at most 5000 line breaks. Send long texts in variables.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"first:%s", "first:-%s", "first:1.%s", "first:1e%s", "first:1e-%s", "q:\"%s\""})
        void graphql_document_with_a_long_number_is_rejected_before_parsing(String argument) {
            String document = "{reports(" + argument.formatted("9".repeat(41)) + "){nextCursor}}";
            assertRefused(document);
            assertThat(GraphQl.ask(alice, document).<String>path("errors[0].message"))
                    .isEqualTo("A GraphQL request can have at most 40 digits in a row. Send long texts in variables.");
        }

        /**
         * Computing the digits would take until after the request timeout, although no operation can use the variable.
         */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "BigInteger=1e60000000",
                    "BigInteger=-1.5e60000000",
                    "BigInteger=\"1e60000000\"",
                    "[BigInteger]=[1e60000000]",
                    "BigDecimal=1e600000000",
                    "BigDecimal=\"1e600000000\"",
                    "BigDecimal=1e-600000000",
                    "DateTime=1e600000000",
                    "Float=1e600000000",
                    "ID=1e600000000",
                    "String=1e600000000",
                })
        void graphql_number_with_many_digits_is_rejected_before_they_are_computed(String variable) {
            assertRefused("query($v:" + variable + "){me{id}}");
        }

        @Test
        void multiplying_and_recursive_graphql_fragments_are_rejected() {
            String doubling = IntStream.range(0, 40)
                    .mapToObj(i -> "fragment F" + i + " on Profile {...F" + (i + 1) + " ...F" + (i + 1) + "}")
                    .collect(Collectors.joining(" "));
            assertRefused("{me{...F0}} " + doubling + " fragment F40 on Profile {id}");
            assertRefused("{me{...F}} fragment F on Profile {id ...F}");
        }

        /** With 60 of these fragments, the engine would validate for years. */
        @Test
        void graphql_document_with_two_fragments_of_one_name_is_rejected_before_validation() {
            String exponential = IntStream.range(0, 6)
                    .mapToObj(i -> "fragment Q" + i + " on Query {me{...Q" + (i + 1) + " ...R" + i + "} x:me{...Q"
                            + (i + 1) + "}} fragment R" + i + " on Query {me{...R" + i + "} x:me{...R" + i + "}}")
                    .collect(Collectors.joining(" "));
            String document = "{...Q0} fragment Q0 on Query {me{id}} " + exponential + " fragment Q6 on Query {me{id}}";
            assertRefused(document);
            assertThat(GraphQl.ask(alice, document).<String>path("errors[0].message"))
                    .isEqualTo("A GraphQL request can define each fragment only once.");
        }

        @Test
        void graphql_batch_and_document_with_several_operations_are_rejected() {
            Map<String, String> one = Map.of("query", "{me{id}}");
            assertProblem(GraphQl.post(alice.calling(), List.of(one, one)), 400, "malformed-request");
            assertRefused("query A{me{id}} query B{me{id}}");
        }

        @Test
        void graphql_body_obeys_the_limits_of_all_request_bodies() {
            assertProblem(GraphQl.ask(alice, "{me{id}}" + " ".repeat(1 << 20)), 413, "payload-too-large");
            assertProblem(GraphQl.ask(alice, "{me{id}}#" + "x".repeat(200_000)), 400, "validation-failed");
            assertProblem(
                    GraphQl.post(
                            alice.calling(),
                            "{\"query\":\"{me{id}}\",\"variables\":{\"a\":" + "[".repeat(50) + "]".repeat(50) + "}}"),
                    400,
                    "malformed-request");
        }
    }

    @Nested
    class Arguments {

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "101", "99999999999", "4294967297", "-4294967295", "1.5", "\"ten\""})
        void graphql_page_size_outside_1_to_100_is_rejected(String first) {
            for (String list : List.of("reports", "users")) {
                assertError(GraphQl.ask(alice, "{" + list + "(first:" + first + "){nextCursor}}"), "malformed-request");
                String byDefault = "query($n:Int=" + first + "){" + list + "(first:$n){nextCursor}}";
                assertError(GraphQl.ask(alice, byDefault), "malformed-request");
            }
        }

        @Test
        void graphql_page_has_20_items_by_default() {
            Stream.generate(alice::writesPrivately).limit(21).toList();
            Response page = GraphQl.ask(alice, "{reports(status:DRAFT){items{id} nextCursor}}");
            assertThat(page.jsonPath().getList("data.reports.items")).hasSize(20);
            Response last = GraphQl.ask(
                    alice, "{reports(status:DRAFT,after:\"" + page.path("data.reports.nextCursor") + "\"){items{id}}}");
            assertThat(last.jsonPath().getList("data.reports.items")).hasSize(1);
        }

        /** The cursor contains the title of the last item. */
        @Test
        void graphql_list_goes_on_after_the_longest_title() {
            for (String last : List.of("1", "2")) {
                alice.writes("😀".repeat(199) + last, "PRIVATE");
            }
            String page = "{reports(status:DRAFT,sort:\"title\",first:1%s){items{title} nextCursor}}";
            Response first = GraphQl.ask(alice, page.formatted(""));
            String cursor = first.path("data.reports.nextCursor");
            assertThat(cursor).hasSizeGreaterThan(1_000);
            Response second = GraphQl.ask(alice, page.formatted(",after:\"" + cursor + "\""));
            assertThat(second.<String>path("data.reports.items[0].title")).endsWith("2");
        }

        @Test
        void graphql_list_of_users_goes_on_after_its_cursor() {
            Response first = GraphQl.ask(alice, "{users(first:1){items{id} nextCursor}}");
            Response second = GraphQl.ask(
                    alice, "{users(first:1,after:\"" + first.path("data.users.nextCursor") + "\"){items{id}}}");
            assertThat(second.<String>path("data.users.items[0].id"))
                    .isGreaterThan(first.<String>path("data.users.items[0].id"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "title,createdAt", "body", "CREATED_AT", "createdAt desc", "--title"})
        void graphql_list_accepts_only_the_sort_orders_of_rest(String sort) {
            assertError(GraphQl.ask(alice, "{reports(sort:\"" + sort + "\"){nextCursor}}"), "malformed-request");
            for (String known : List.of("createdAt", "-createdAt", "updatedAt", "-updatedAt", "title", "-title")) {
                assertData(GraphQl.ask(alice, "{reports(sort:\"" + known + "\"){nextCursor}}"));
            }
        }

        @Test
        void graphql_arguments_have_the_length_limits_of_rest() {
            assertViolation("{reports(q:\"" + "x".repeat(101) + "\"){nextCursor}}", "q");
            assertViolation("{users(q:\"" + "x".repeat(101) + "\"){nextCursor}}", "q");
            assertData(GraphQl.ask(alice, "{reports(q:\"" + "😀".repeat(100) + "\"){nextCursor}}"));
            for (String list : List.of("reports", "users")) {
                String forged = "{" + list + "(after:\"" + "x".repeat(1_001) + "\"){nextCursor}}";
                assertError(GraphQl.ask(alice, forged), "malformed-request");
            }
            String create = "mutation{createReport(report:{title:\"%s\",body:\"%s\",visibility:PRIVATE}){id}}";
            assertViolation(create.formatted(" ", "B"), "title");
            assertViolation(create.formatted("x".repeat(201), "B"), "title");
            assertViolation(create.formatted("T", "x".repeat(100_001)), "body");
            assertData(GraphQl.ask(alice, create.formatted("T", "x".repeat(100_000))));
            String revise = "mutation{reviseReport(id:\"" + alice.writesPrivately()
                    + "\",version:0,report:{title:\"%s\",body:\"%s\",visibility:PRIVATE}){id}}";
            assertViolation(revise.formatted(" ", "B"), "title");
            assertViolation(revise.formatted("x".repeat(201), "B"), "title");
            assertViolation(revise.formatted("T", "x".repeat(100_001)), "body");
        }

        private void assertViolation(String document, String field) {
            Response answer = GraphQl.ask(alice, document);
            assertError(answer, "validation-failed");
            assertThat(answer.<String>path("errors[0].extensions.violations[0].field"))
                    .isEqualTo(field);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\\u0000", "\\uD800"})
        void graphql_text_that_postgresql_cannot_store_is_rejected(String character) {
            assertError(GraphQl.ask(alice, "{reports(q:\"" + character + "\"){nextCursor}}"), "malformed-request");
            String byVariable = "{\"query\":\"query($q: String){reports(q:$q){nextCursor}}\",\"variables\":{\"q\":\""
                    + character + "\"}}";
            assertError(GraphQl.post(alice.calling(), byVariable), "malformed-request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "00000000-0000-0000-0000-00000000000", "", "' or 1=1 --"})
        void malformed_id_is_rejected_over_graphql(String id) {
            assertError(GraphQl.ask(alice, "{report(id:\"" + id + "\"){id}}"), "malformed-request");
        }
    }

    @Nested
    class Database_statements {

        private long statements(String document) {
            var statistics = sessions.getStatistics();
            statistics.setStatisticsEnabled(true);
            try {
                statistics.clear();
                assertData(GraphQl.ask(alice, document));
                return statistics.getPrepareStatementCount();
            } finally {
                statistics.setStatisticsEnabled(false);
            }
        }

        /** Retries, because deliveries and caches also send statements; a statement per item would remain. */
        private void assertOneStatement(String document) {
            Eventually.holds(() -> assertThat(statements(document)).isEqualTo(1));
        }

        @Test
        void graphql_page_of_reports_with_owners_takes_one_sql_statement() {
            for (int i = 0; i < 12; i++) {
                Actors.editor().publishes("Number " + i);
            }
            String page = "{reports(first:%s){items{id owner{id displayName}}}}";
            GraphQl.ask(alice, page.formatted(1));

            assertOneStatement(page.formatted(1));
            assertOneStatement(page.formatted(12));
            assertThat(GraphQl.ask(alice, page.formatted(12)).jsonPath().getList("data.reports.items.owner.id"))
                    .hasSize(12)
                    .doesNotHaveDuplicates();
        }

        @Test
        void graphql_page_of_users_takes_one_sql_statement() {
            Stream.generate(Actors::viewer).limit(12).toList();
            GraphQl.ask(alice, "{" + USERS + "}");
            assertOneStatement("{users(first:1){items{id displayName}}}");
            assertOneStatement("{users(first:12){items{id displayName}}}");
        }
    }
}
