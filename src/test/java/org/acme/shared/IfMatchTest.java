package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void entity_tags_may_contain_commas() {
        String header = "\"a,b\" ,W/\"c\", \"\"";
        assertThatCode(() -> IfMatch.valueOf(header)).doesNotThrowAnyException();
        assertThat(IfMatch.valueOf(header).tags()).containsExactly("\"a,b\"", "W/\"c\"", "\"\"");
    }

    @Test
    void list_of_more_than_ten_entity_tags_is_refused() {
        assertThat(IfMatch.valueOf(list(10)).tags()).hasSize(10);
        assertThatIllegalArgumentException().isThrownBy(() -> IfMatch.valueOf(list(11)));
    }

    private static String list(int tags) {
        return IntStream.range(0, tags).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a",
                "\"a",
                "\"a\"b",
                "\"a\" \"b\"",
                "\"a\",",
                ",\"a\"",
                "\"a\",,\"b\"",
                "w/\"a\"",
                "\"ä\"",
                "*,\"a\""
            })
    void text_that_is_no_list_of_entity_tags_is_refused(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> IfMatch.valueOf(header));
    }
}
