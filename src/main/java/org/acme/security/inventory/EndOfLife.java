package org.acme.security.inventory;

import io.netty.handler.codec.DateFormatter;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The deprecation of an operation, and the response headers that announce it. */
record EndOfLife(Instant since, Instant sunset, URI successor) {

    /** The deprecation of an operation; null when it has none. */
    static @Nullable EndOfLife of(Method operation) {
        Deprecation own = operation.getAnnotation(Deprecation.class);
        Deprecation stated = own != null ? own : operation.getDeclaringClass().getAnnotation(Deprecation.class);
        return stated == null ? null : of(stated.since(), stated.sunset(), stated.successor());
    }

    /**
     * @throws IllegalStateException when a day is invalid, the sunset is not after the deprecation, or the successor is
     *     not a URI reference
     */
    static EndOfLife of(String since, String sunset, String successor) {
        EndOfLife end = new EndOfLife(day("since", since), day("sunset", sunset), reference(successor));
        if (!end.sunset.isAfter(end.since)) {
            throw new IllegalStateException("@Deprecation: the sunset " + sunset + " must be after " + since);
        }
        return end;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(sunset);
    }

    /** The day (UTC) on which the operation was or will be removed. */
    LocalDate sunsetDay() {
        return LocalDate.ofInstant(sunset, ZoneOffset.UTC);
    }

    /** RFC 9745, section 2.1. */
    String deprecationField() {
        return "@" + since.getEpochSecond();
    }

    /** RFC 8594, section 3. */
    String sunsetField() {
        return DateFormatter.format(Date.from(sunset));
    }

    /** RFC 8288, and RFC 5829, section 3.6. */
    String linkField() {
        return "<" + successor + ">; rel=\"successor-version\"";
    }

    private static Instant day(String member, String text) {
        try {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("@Deprecation: " + member + " is not a date: " + text, e);
        }
    }

    private static URI reference(String text) {
        if (text.isBlank()) {
            throw new IllegalStateException("@Deprecation: successor must not be blank");
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("@Deprecation: successor is not a URI reference: " + text, e);
        }
    }
}
