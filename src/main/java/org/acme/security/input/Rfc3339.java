package org.acme.security.input;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Parses timestamps and dates as in RFC 3339, section 5.6. A timestamp is a date in the years 0000 to 9999, a time with
 * seconds, and an offset, truncated to microseconds, PostgreSQL's precision. Rejects leap seconds, which Java does not
 * support.
 */
final class Rfc3339 {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Pattern DATE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    /** The last four-digit year; an offset can move a time beyond it in UTC. All layers below accept later years. */
    private static final int LAST_YEAR = 9_999;

    private Rfc3339() {}

    /** @throws IllegalArgumentException when the text is not a timestamp in this form */
    static Instant parse(String text) {
        if (!DATE_TIME.matcher(text).matches()) {
            throw new IllegalArgumentException("not in the form of RFC 3339");
        }
        try {
            OffsetDateTime utc = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (utc.getYear() < 0 || utc.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("not in the years 0000 to 9999");
            }
            return utc.toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such date", e);
        }
    }

    /** @throws IllegalArgumentException when the text is not a date in the years 0001 to 9999 in this form */
    static LocalDate parseDate(String text) {
        if (!DATE.matcher(text).matches() || text.startsWith("0000")) {
            throw new IllegalArgumentException("not in the form of RFC 3339");
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such date", e);
        }
    }
}
