package org.acme.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acme.security.outbound.OutboundResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the parser of responses of the breach API. */
class HashRangeTest {

    private static final String A = "0018A45C4D1DEF81644B54AB7F969B88D65";
    private static final String B = "00D4F6E8FA6EECAD2A3AA415EEC418D38EC";
    private static final String PADDING = "011053FD0102E94D6AE2F8B83D76FAF94F6";

    private static OutboundResponse plain(String body) {
        return new OutboundResponse(200, "text/plain", body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void breach_range_accepts_both_line_endings(String end) {
        String lines = A + ":1" + end + B + ":2147483648" + end + PADDING + ":0";
        assertThat(HashRange.of(plain(lines)).suffixes()).containsExactlyInAnyOrder(A, B);
        assertThat(HashRange.of(plain(lines + end)).suffixes()).containsExactlyInAnyOrder(A, B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "Text/Plain; charset=utf-8", "text/plain;charset=utf-8"})
    void breach_range_accepts_parameters_of_text_plain(String type) {
        assertThat(HashRange.of(new OutboundResponse(200, type, (A + ":1").getBytes(StandardCharsets.ISO_8859_1)))
                        .suffixes())
                .containsExactly(A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/html", "application/json", "text/plainer", "x/text/plain"})
    void breach_range_of_another_content_type_is_rejected(String type) {
        assertThatThrownBy(() ->
                        HashRange.of(new OutboundResponse(200, type, (A + ":1").getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(InvalidHashRange.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 302, 404, 429, 500})
    void breach_range_with_another_status_is_rejected(int status) {
        assertThatThrownBy(() -> HashRange.of(
                        new OutboundResponse(status, "text/plain", (A + ":1").getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(InvalidHashRange.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "<html>",
                A,
                A + ":",
                A + ":-1",
                A + ":1 ",
                " " + A + ":1",
                A + ": 1",
                A + "0:1",
                A + ":1\n\n" + B + ":1",
                A + ":1\r" + B + ":1",
                A + ":1\nnonsense",
                "0018a45c4d1def81644b54ab7f969b88d65:1",
                A + ":\u00b2"
            })
    void breach_range_with_one_malformed_line_is_rejected(String body) {
        assertThatThrownBy(() -> HashRange.of(plain(body))).isInstanceOf(InvalidHashRange.class);
    }

    @Test
    void breach_range_of_padding_lists_no_password() {
        assertThat(HashRange.of(plain(PADDING + ":0\r\n")).suffixes()).isEmpty();
    }

    @Property
    void breach_range_parser_survives_any_response(
            @ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status) {
        try {
            HashRange.of(new OutboundResponse(status, "text/plain", body));
        } catch (InvalidHashRange refused) {
            assertThat(refused).hasNoCause();
        }
    }
}
