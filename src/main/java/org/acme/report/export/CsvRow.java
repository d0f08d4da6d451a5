package org.acme.report.export;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes one line of CSV (RFC 4180) and neutralizes formulas (OWASP CSV Injection). An apostrophe turns a formula into
 * text: at the beginning of a value, and after each character where a spreadsheet with another separator than the comma
 * starts a new cell or row (semicolon, tab, line break).
 */
final class CsvRow {

    private static final String BOUNDARY = ";\\p{Cc}\\u2028\\u2029";

    /**
     * Characters that spreadsheets skip, do not show, or treat as quotes: spaces, format characters, marks, fillers.
     */
    private static final String SKIPPED =
            "[\\p{Z}\\p{C}\\p{M}\"\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0&&[^" + BOUNDARY + "]]";

    /** The four characters that begin a formula, and the characters that NFKC normalization turns into them. */
    private static final String FORMULA = "[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B"
            + "\\u207C\\u208C\\u207A\\u208A\\u207B\\u208B\\u2212\\u2A75\\u2A76\\uFB29]";

    private static final Pattern CELL = Pattern.compile("(^|[" + BOUNDARY + "])(?=" + SKIPPED + "*+" + FORMULA + ")");

    /** A leading tab or line break is dangerous on its own. */
    private static final Pattern CONTROL = Pattern.compile("^(?=\\p{Cc})");

    private CsvRow() {}

    static String of(String... values) {
        return Stream.of(values).map(CsvRow::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        String text = CONTROL.matcher(CELL.matcher(value).replaceAll("$1'")).replaceFirst("'");
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
