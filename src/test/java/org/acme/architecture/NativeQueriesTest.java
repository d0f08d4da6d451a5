package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Result classes and columns of native queries. */
class NativeQueriesTest {

    private static final Pattern EVERY_COLUMN = Pattern.compile("(?i)\\b(select|returning) +(\\w+\\.)?\\*");
    private static final Pattern RESULT_CLASS =
            Pattern.compile("createNativeQuery\\([^;]{0,200}?, (\\w+(?:\\[])?)\\.class\\)");

    /**
     * For a result class such as {@code UUID}, Hibernate stores a further plan at each execution, which takes longer
     * than the query and evicts the plans of others.
     */
    @Test
    void native_queries_have_objects_as_their_result_class() {
        assertThat(Files.below(Files.MAIN, ".java").stream().map(Files::text).flatMap(NativeQueriesTest::resultClasses))
                .isNotEmpty()
                .isSubsetOf("Object", "Object[]");
    }

    /**
     * Otherwise, a column that a new version adds changes the result of statements that older instances have prepared.
     */
    @Test
    void native_queries_name_the_columns_that_they_read() {
        assertThat(Files.below(Files.MAIN, ".java").stream().map(Files::text))
                .isNotEmpty()
                .noneMatch(source -> EVERY_COLUMN.matcher(source).find());
    }

    private static Stream<String> resultClasses(String source) {
        return RESULT_CLASS
                .matcher(source.replaceAll("\\s+", " "))
                .results()
                .map((MatchResult query) -> query.group(1));
    }
}
