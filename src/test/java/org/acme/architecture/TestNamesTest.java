package org.acme.architecture;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/** Documents and reports cite tests by their names alone, so each name is a unique sentence in snake_case. */
class TestNamesTest {

    /** A sentence of at least three words. Numbers such as {@code RFC 9068} are words. */
    private static final Pattern SENTENCE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+){2,}");

    /** First words of a fragment, which is understood only after the name of its class. */
    private static final Pattern FRAGMENT = Pattern.compile("(that|which|who[a-z]*|what|whatever|(no|some)body|"
            + "it|is|are|was|were|be|has|have|had|does|do|did|can|cannot|may|must|will|of|to|for|from|with|"
            + "without|within|by|in|on|at|as|and|or|but|if|when|while|where|after|before|until|even|so)_.*");

    private static List<JavaMethod> tests() {
        return PlatformDefaultsTest.TESTS.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(Testable.class))
                .toList();
    }

    @Test
    void test_names_are_unique_in_the_suite() {
        Map<String, List<JavaMethod>> named = tests().stream().collect(groupingBy(JavaMethod::getName));
        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named.values()).allSatisfy(methods -> assertThat(methods).hasSize(1));
    }

    @Test
    void test_names_are_sentences_that_need_no_class_name() {
        assertThat(tests()).isNotEmpty().extracting(JavaMethod::getName).allSatisfy(name -> assertThat(name)
                .matches(SENTENCE)
                .doesNotMatch(FRAGMENT));
    }
}
