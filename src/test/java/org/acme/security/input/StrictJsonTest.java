package org.acme.security.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Instance;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.acme.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parses JSON texts whose only defect is a limit, without a record that declares another one. */
class StrictJsonTest {

    private final ObjectMapper json = new ObjectMapper();

    @BeforeEach
    void customize() {
        json.registerModule(new JavaTimeModule());
        new StrictJson(configured()).customize(json);
    }

    /** The settings with a maximum of five characters, as the container would give them. */
    @SuppressWarnings("unchecked")
    private static Instance<PayloadConfig> configured() {
        PayloadConfig config = new SmallRyeConfigBuilder()
                .withMapping(PayloadConfig.class)
                .withDefaultValue("app.input.max-length", "5")
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(PayloadConfig.class);
        return (Instance<PayloadConfig>) Proxy.newProxyInstance(
                Instance.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> config);
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
    void json_text_with_more_than_500_tokens_is_rejected() {
        assertAccepted(numbers(490));
        assertRefused(numbers(501), "Token count");
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

    @Test
    void json_nested_deeper_than_20_levels_is_rejected() {
        assertAccepted("[".repeat(20) + "]".repeat(20));
        assertRefused("[".repeat(21) + "]".repeat(21), "nesting depth");
    }

    @Test
    void json_string_longer_than_a_megabyte_is_rejected() {
        assertAccepted("[\"" + "x".repeat(1 << 20) + "\"]");
        assertRefused("[\"" + "x".repeat((1 << 20) + 10_000) + "\"]", "String value length");
    }

    @Test
    void undeclared_length_is_limited_in_code_points() {
        assertThatCode(() -> json.readValue("{\"text\":\"" + "😀".repeat(5) + "\"}", Sample.class))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> json.readValue("{\"text\":\"" + "😀".repeat(6) + "\"}", Sample.class))
                .hasRootCauseInstanceOf(Problem.class);
    }

    enum Colour {
        RED
    }

    record Sample(String text, Integer number, Boolean flag, Colour colour) {}

    record Primitive(int number) {}

    @Test
    void json_is_read_into_a_record_of_its_exact_types() throws IOException {
        Sample read = json.readValue("{\"text\":\"a\",\"number\":1,\"flag\":true,\"colour\":\"RED\"}", Sample.class);

        assertThat(read).isEqualTo(new Sample("a", 1, true, Colour.RED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":1}",
                "{\"text\":1.5}",
                "{\"text\":true}",
                "{\"number\":\"1\"}",
                "{\"number\":1.5}",
                "{\"flag\":\"true\"}",
                "{\"colour\":0}",
                "{\"other\":1}",
                "{\"number\":1,\"number\":2}",
                "{\"number\":1} {}"
            })
    void json_that_fits_its_record_only_by_coercion_or_omission_is_rejected(String text) {
        assertThatThrownBy(() -> json.readValue(text, Sample.class)).isInstanceOf(JacksonException.class);
    }

    record Values(BigDecimal amount, BigInteger count, LocalDate day) {}

    @Test
    void usual_numbers_and_dates_in_json_are_accepted() throws IOException {
        assertThat(json.readValue("{\"amount\":-12.50,\"count\":7,\"day\":\"2028-02-29\"}", Values.class))
                .isEqualTo(new Values(new BigDecimal("-12.50"), BigInteger.valueOf(7), LocalDate.of(2028, 2, 29)));
        for (String amount : List.of("0", "3", "1e400", "1e-400")) {
            assertThat(json.readValue("{\"amount\":" + amount + "}", Values.class)
                            .amount())
                    .isEqualTo(new BigDecimal(amount));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e401", "-1e401", "1e-401", "1e10000000", "1e-10000000", "-0", "\"1\"", "true", "[1]", "{}"})
    void decimal_number_in_json_has_at_most_400_places_before_and_after_the_point(String number) {
        assertThatThrownBy(() -> json.readValue("{\"amount\":" + number + "}", Values.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "1e10000000", "1.0", "-0", "\"1\"", "[1]"})
    void large_integer_in_json_has_neither_fraction_nor_exponent(String number) {
        assertThatThrownBy(() -> json.readValue("{\"count\":" + number + "}", Values.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2026,12,1]",
                "20788",
                "\"\"",
                "\"2026-12-1\"",
                "\" 2026-12-01\"",
                "\"2026-12-01T10:00:00Z\"",
                "\"2026-02-30\"",
                "\"0000-01-01\"",
                "\"-0001-01-01\"",
                "\"+10000-01-01\"",
                "\"+999999999-12-31\""
            })
    void date_in_json_has_one_form_and_a_year_of_four_digits(String day) {
        assertThatThrownBy(() -> json.readValue("{\"day\":" + day + "}", Values.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"number\":null}", "{}"})
    void null_or_absent_value_of_a_primitive_is_rejected(String text) {
        assertThatThrownBy(() -> json.readValue(text, Primitive.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void text_longer_than_the_configured_maximum_is_rejected() throws IOException {
        assertThat(json.readValue("{\"text\":\"12345\"}", Sample.class).text()).isEqualTo("12345");
        assertThatThrownBy(() -> json.readValue("{\"text\":\"123456\"}", Sample.class))
                .hasRootCauseInstanceOf(Problem.class);
    }

    record Tags(@Size(max = 3) List<String> tags) {}

    @Test
    void declared_size_of_a_list_does_not_replace_the_maximum_length_of_its_elements() throws IOException {
        assertThat(json.readValue("{\"tags\":[\"12345\"]}", Tags.class).tags()).containsExactly("12345");
        assertThatThrownBy(() -> json.readValue("{\"tags\":[\"123456\"]}", Tags.class))
                .hasRootCauseInstanceOf(Problem.class);
    }

    @Test
    void error_of_a_json_parser_does_not_contain_the_text() {
        assertThatThrownBy(() -> json.readValue("{\"text\":secret}", Sample.class))
                .isInstanceOfSatisfying(JacksonException.class, failure -> assertThat(
                                failure.getLocation().sourceDescription())
                        .doesNotContain("secret"));
    }

    @Test
    void json_rules_of_the_service_are_applied_after_those_of_extensions() {
        assertThat(new StrictJson(configured()).priority()).isEqualTo(ObjectMapperCustomizer.MINIMUM_PRIORITY);
    }
}
