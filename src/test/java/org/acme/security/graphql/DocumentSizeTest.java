package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.parser.Parser;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acme.problem.Problem;
import org.junit.jupiter.api.Test;

class DocumentSizeTest {

    private static final GraphQlConfig DEFAULTS =
            new SmallRyeConfigBuilder().withMapping(GraphQlConfig.class).build().getConfigMapping(GraphQlConfig.class);

    private static void check(String document) {
        new DocumentSize(Parser.parse(document), DEFAULTS).check();
    }

    private static void assertFits(String document) {
        assertThatCode(() -> check(document)).doesNotThrowAnyException();
    }

    private static void assertTooLarge(String document, String what) {
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
        assertTooLarge(nested(9), "8 levels");
    }

    @Test
    void fragments_count_towards_the_depth_of_a_graphql_document() {
        assertTooLarge("{a{a{a{a{...F}}}}} fragment F on T {a{a{a{a{a}}}}}", "8 levels");
        assertTooLarge("{a{a{a{a{... on T {a{a{a{a{a}}}}}}}}}}", "8 levels");
    }

    @Test
    void fields_of_all_operations_of_a_graphql_document_are_limited_together() {
        assertFits(fields(200));
        assertTooLarge(fields(201), "200 fields");
        assertTooLarge("query A " + fields(150) + " query B " + fields(51), "200 fields");
    }

    @Test
    void aliases_of_a_graphql_document_are_limited() {
        assertFits(aliases(10));
        assertTooLarge(aliases(11), "10 aliases");
        assertTooLarge("{...F ...F} fragment F on T " + aliases(6), "10 aliases");
    }

    @Test
    void multiplying_graphql_fragments_are_rejected_without_full_expansion() {
        String doubling = IntStream.range(0, 60)
                .mapToObj(i -> "fragment F" + i + " on T {...F" + (i + 1) + " ...F" + (i + 1) + "}")
                .collect(Collectors.joining(" "));
        assertTooLarge("{...F0} " + doubling + " fragment F60 on T {a}", "200 fields");
    }

    @Test
    void recursive_graphql_fragments_are_rejected() {
        assertTooLarge("{...F} fragment F on T {...F}", "200 fields");
        assertTooLarge("{...F} fragment F on T {a{...F}}", "8 levels");
    }
}
