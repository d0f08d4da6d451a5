package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.language.Document;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraphQlRequestSizeTest {

    static final GraphQlConfig DEFAULTS =
            new SmallRyeConfigBuilder().withMapping(GraphQlConfig.class).build().getConfigMapping(GraphQlConfig.class);

    private static void check(String document) {
        new GraphQlRequestSize(Parser.parse(document), DEFAULTS).check();
    }

    private static void assertFits(String document) {
        assertThatCode(() -> check(document)).doesNotThrowAnyException();
    }

    private static void assertRejected(String document, String what) {
        assertThatThrownBy(() -> check(document)).isInstanceOf(Problem.class).hasMessageContaining(what);
    }

    private static String nested(int levels) {
        return "{" + "a{".repeat(levels - 1) + "a" + "}".repeat(levels - 1) + "}";
    }

    private static String fields(int count) {
        return "{" + "a ".repeat(count) + "}";
    }

    private static String aliases(int count) {
        return IntStream.range(0, count).mapToObj(i -> "x" + i + ":a").collect(Collectors.joining(" ", "{", "}"));
    }

    @Test
    void depth_of_a_graphql_document_is_limited() {
        assertFits(nested(8));
        assertRejected(nested(9), "8 levels");
    }

    @Test
    void fragments_count_towards_the_depth_of_a_graphql_document() {
        assertRejected("{a{a{a{a{...F}}}}} fragment F on T {a{a{a{a{a}}}}}", "8 levels");
        assertRejected("{a{a{a{a{... on T {a{a{a{a{a}}}}}}}}}}", "8 levels");
    }

    @Test
    void fields_of_all_operations_of_a_graphql_document_are_limited_together() {
        assertFits(fields(200));
        assertRejected(fields(201), "200 fields");
        assertRejected("query A " + fields(150) + " query B " + fields(51), "200 fields");
    }

    @Test
    void aliases_of_a_graphql_document_are_limited() {
        assertFits(aliases(10));
        assertRejected(aliases(11), "10 aliases");
        assertRejected("{...F ...F} fragment F on T " + aliases(6), "10 aliases");
    }

    @Test
    void aliases_of_a_graphql_document_have_at_most_64_characters() {
        assertFits("{" + "a".repeat(64) + ":a}");
        assertRejected("{" + "a".repeat(65) + ":a}", "64 characters in an alias");
    }

    @Test
    void multiplying_graphql_fragments_are_rejected_without_full_expansion() {
        String doubling = IntStream.range(0, 40)
                .mapToObj(i -> "fragment F" + i + " on T {...F" + (i + 1) + " ...F" + (i + 1) + "}")
                .collect(Collectors.joining(" "));
        assertRejected("{...F0} " + doubling + " fragment F40 on T {a}", "200 fields");
    }

    @Test
    void recursive_graphql_fragments_are_rejected() {
        assertRejected("{...F} fragment F on T {...F}", "200 fields");
        assertRejected("{...F} fragment F on T {a{...F}}", "8 levels");
    }

    /**
     * The engine validates the last fragment of a name. Its rule on names comes after the one on overlapping fields.
     */
    @Test
    void graphql_document_that_defines_a_fragment_twice_is_rejected() {
        String exponential = IntStream.range(0, 60)
                .mapToObj(i -> "fragment Q" + i + " on T {a{...Q" + (i + 1) + " ...R" + i + "} b{...Q" + (i + 1) + "}}"
                        + " fragment R" + i + " on T {a{...R" + i + "} b{...R" + i + "}}")
                .collect(Collectors.joining(" "));
        assertRejected("{...Q0} fragment Q0 on T {c} " + exponential + " fragment Q60 on T {c}", "only once");
        assertRejected("{...Q0} " + exponential + " fragment Q60 on T {c} fragment Q0 on T {c}", "only once");
        assertRejected("{...F} fragment F on T {c} fragment F on T {c}", "only once");
    }

    @Test
    void graphql_document_with_an_unused_fragment_is_rejected() {
        assertRejected("{c} fragment F on T {c}", "use each");
        assertRejected("{c} fragment F on T {a{...G}} fragment G on T {a{...F}}", "use each");
        assertFits("query A {...F} query B {a{...G}} fragment F on T {c} fragment G on T {c ...F}");
    }

    @Test
    void graphql_document_has_at_most_50_fragments() {
        assertFits("{...F0} " + chain(49) + " fragment F49 on T {c}");
        assertRejected("{...F0} " + chain(50) + " fragment F50 on T {c}", "50 fragments");
    }

    private static String repeated(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(i -> text.replace("#", Integer.toString(i)))
                .collect(Collectors.joining(" "));
    }

    /** The largest documents within the limits, each of a kind that some rule of the engine is slow with. */
    static Stream<Arguments> largest() {
        String deep = "a{".repeat(6) + "c" + "}".repeat(6);
        return Stream.of(
                Arguments.of("chain of fragments", "{...F0} " + chain(49) + " fragment F49 on T {c}"),
                Arguments.of("fields that merge", "{" + ("a{" + deep + "} ").repeat(25) + "}"),
                Arguments.of(
                        "fields that merge in fragments",
                        "{" + repeated(28, "...F#") + "}" + repeated(28, "fragment F# on T {a{b{a{b{a{c}}}}}}")),
                Arguments.of("fields that branch", "{" + tree(5) + " " + tree(5) + "}"),
                Arguments.of(
                        "operations that share a fragment",
                        repeated(50, "query O# {...F}") + " fragment F on T {a{b{c}}}"),
                Arguments.of("different arguments", "{" + repeated(95, "a(x:#){c}") + "}"),
                Arguments.of("arguments of two fields", "{" + ("a(" + repeated(320, "x#:1") + "){c} ").repeat(2) + "}"),
                Arguments.of("list", "{a(x:" + "[".repeat(150) + "]".repeat(150) + "){c}}"),
                Arguments.of("object", "{a(x:{" + repeated(600, "x#:1") + "}){c}}"),
                Arguments.of("variables", "query(" + repeated(300, "$v#:Int=1") + "){c}"),
                Arguments.of("inline fragments", "{" + "...on T{".repeat(60) + "c" + "}".repeat(60) + "}"),
                Arguments.of("directives", "{c " + "@include(if:true) ".repeat(280) + "}"));
    }

    private static String chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> "fragment F" + i + " on T {...F" + (i + 1) + "}")
                .collect(Collectors.joining(" "));
    }

    private static String tree(int levels) {
        return levels == 0 ? "c" : "a{" + tree(levels - 1) + "} b{" + tree(levels - 1) + "}";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largest")
    void engine_validates_the_largest_admitted_graphql_documents_in_a_short_time(String kind, String text) {
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(
                new SchemaParser().parse("schema {query: T} type T {a(x: [Int]): T b: T c: String}"));
        Document document = Parser.parse(ParserEnvironment.newParserEnvironment()
                .document(text)
                .parserOptions(ParserOptions.newParserOptions()
                        .maxTokens(DEFAULTS.maxTokens())
                        .build())
                .build());
        new GraphQlRequestSize(document, DEFAULTS).check();

        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        new Validator().validateDocument(schema, document, Locale.ROOT);
        long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        assertThat(Duration.ofNanos(after - before)).as(kind).isLessThan(Duration.ofSeconds(10));
    }
}
