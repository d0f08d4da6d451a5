package org.acme.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {

    private static final String BEGIN = "=+-@";

    /** Splits a value into the cells that a spreadsheet with another separator would read. */
    private static List<String> cells(String value) {
        String row = CsvRow.of(value);
        return List.of(row.substring(1, row.length() - 3)
                .replace("\"\"", "\"")
                .split("[;\\t\\r\\n\\x0B\\f\\x85\\u2028\\u2029]", -1));
    }

    private static void assertNoFormula(String value) {
        if (cells(value).stream().anyMatch(CsvRowTest::isFormula)) {
            throw new AssertionError("a formula in " + escaped(value));
        }
    }

    /** Returns whether a spreadsheet that ignores leading characters and normalises them would read a formula. */
    private static boolean isFormula(String cell) {
        int first = cell.codePoints().filter(c -> !isSkipped(c)).findFirst().orElse('x');
        return isBegin(first);
    }

    private static boolean isBegin(int character) {
        String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
        return BEGIN.indexOf(plain.charAt(0)) >= 0 || plain.charAt(0) == '\u2212';
    }

    private static boolean isSkipped(int character) {
        return character == '"'
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || switch (Character.getType(character)) {
                    case Character.FORMAT,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.COMBINING_SPACING_MARK -> true;
                    default -> List.of(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0).contains(character);
                };
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> text.append("U+%04X ".formatted(c)));
        return text.toString();
    }

    private static Stream<String> begins() {
        return IntStream.range(0, 0x110000)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .filter(CsvRowTest::isBegin)
                .mapToObj(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("begins")
    void csv_formula_in_every_spelling_of_its_first_character_becomes_text(String begin) {
        assertNoFormula(begin + "1+1");
        assertThat(CsvRow.of(begin + "1")).isEqualTo("\"'" + begin + "1\"\r\n");
    }

    @Test
    void csv_formula_after_any_ignored_character_becomes_text() {
        IntStream.range(0, 0x110000)
                .filter(c -> c < 0xD800 || c > 0xDFFF)
                .filter(CsvRowTest::isSkipped)
                // Samples the unassigned and private characters.
                .filter(c -> Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE || c % 1_024 == 0)
                .mapToObj(Character::toString)
                .forEach(skipped -> {
                    assertNoFormula(skipped + "=1+1");
                    assertNoFormula(skipped + skipped + "@SUM(1)");
                    assertNoFormula("x;" + skipped + "+1");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f"})
    void csv_formula_after_a_cell_separator_becomes_text(String separator) {
        assertNoFormula("Quarter" + separator + "=HYPERLINK(\"http://x\")");
        assertNoFormula("Quarter" + separator + "\u00A0\u200B\uFEFF\u2060-1");
        assertNoFormula(separator + "=1");
        assertNoFormula(separator + separator + "\"=1" + separator + "\uFF1D1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\tx", "\rx", "\nx"})
    void csv_value_that_begins_with_a_control_character_becomes_text(String value) {
        assertThat(CsvRow.of(value)).isEqualTo("\"'" + value + "\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Quarterly figures", "a = b", "A-1; B", "1 + 1", "name@example.com", "'=1", "界;界"})
    void csv_values_without_formulas_are_unchanged(String value) {
        assertThat(CsvRow.of(value)).isEqualTo("\"" + value + "\"\r\n");
    }

    @Test
    void csv_quotes_are_doubled_and_values_separated_by_commas() {
        assertThat(CsvRow.of("a\"b", "c,d")).isEqualTo("\"a\"\"b\",\"c,d\"\r\n");
    }
}
