package org.acme.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of CSV (RFC 4180). A value that a spreadsheet would run as a formula is made text by an apostrophe (OWASP,
 * CSV Injection).
 */
final class CsvRow {

    private static final Pattern FORMULA = Pattern.compile("(?s)[\\s\\p{Cntrl}]*[=+\\-@\\t\\r\\n＝＋－＠].*");

    private CsvRow() {}

    static String of(String... values) {
        return Stream.of(values).map(CsvRow::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        String text = FORMULA.matcher(value).matches() ? "'" + value : value;
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
