package org.acme.security.input;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parses JSON texts whose only defect is a limit, without a record that declares another one. */
class StrictJsonTest {

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void customize() {
        new StrictJson(null).customize(json);
    }

    /** From bytes, as a request body is parsed. */
    private void parse(String text) throws IOException {
        json.readTree(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertAccepted(String text) {
        assertThatCode(() -> parse(text)).doesNotThrowAnyException();
    }

    private void assertRefused(String text, String limit) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining(limit);
    }

    private static String numbers(int count) {
        return "[1" + ",1".repeat(count - 1) + "]";
    }

    private static String named(int length) {
        return "{\"" + "n".repeat(length) + "\":1}";
    }

    private static String digits(int count) {
        return "[" + "1".repeat(count) + "]";
    }

    @Test
    void json_text_with_more_than_10000_tokens_is_rejected() {
        assertAccepted(numbers(9_990));
        assertRefused(numbers(10_001), "Token count");
    }

    @Test
    void json_name_longer_than_100_characters_is_rejected() {
        assertAccepted(named(100));
        assertRefused(named(101), "Name length");
    }

    @Test
    void json_number_longer_than_40_digits_is_rejected() {
        assertAccepted(digits(40));
        assertRefused(digits(41), "Number value length");
    }
}
