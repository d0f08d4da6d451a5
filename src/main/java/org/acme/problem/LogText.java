package org.acme.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Describes failures for the log by type, field and position. Omits exception messages, because those of parsers,
 * drivers and libraries quote client data (OWASP Logging Cheat Sheet, "Data to exclude").
 */
public final class LogText {

    private static final int DEPTH = 12;

    /** An exception whose message the service wrote, without client data. */
    public interface Own {}

    private LogText() {}

    /** The failure and its causes on one line. */
    public static String of(@Nullable Throwable failure) {
        return Causes.of(failure).map(LogText::describe).collect(Collectors.joining(" <- "));
    }

    /** The failure without its messages, for loggers that print stack traces. */
    public static @Nullable Throwable trace(@Nullable Throwable failure) {
        return failure == null ? null : new Trace(failure, DEPTH);
    }

    private static String describe(Throwable failure) {
        String facts = Stream.of(own(failure), json(failure), sql(failure))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return failure.getClass().getName() + (facts.isEmpty() ? "" : ": " + facts);
    }

    private static @Nullable String own(Throwable failure) {
        return failure instanceof Own ? failure.getMessage() : null;
    }

    private static @Nullable String json(Throwable failure) {
        if (!(failure instanceof JsonProcessingException unreadable)) {
            return null;
        }
        List<String> facts = new ArrayList<>();
        if (unreadable instanceof JsonMappingException mismatch
                && !field(mismatch).isEmpty()) {
            facts.add("field " + field(mismatch));
        }
        JsonLocation at = unreadable.getLocation();
        if (at != null) {
            facts.add("line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
        return String.join(", ", facts);
    }

    /** Only names that the service declares. Unknown properties and map keys come from the client. */
    private static String field(JsonMappingException mismatch) {
        List<JsonMappingException.Reference> path = mismatch.getPath();
        int declared = mismatch instanceof PropertyBindingException ? path.size() - 1 : path.size();
        return path.stream()
                .limit(Math.max(0, declared))
                .map(step -> step.getFieldName() == null || step.getFrom() instanceof Map ? "*" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static @Nullable String sql(Throwable failure) {
        if (!(failure instanceof SQLException refused)) {
            return null;
        }
        ServerErrorMessage server = refused instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        String state = "SQLSTATE " + refused.getSQLState();
        return server == null
                ? state
                : state + ", table " + server.getTable() + ", constraint " + server.getConstraint();
    }

    /** Combines the stack trace of a failure with its description instead of its message. */
    private static final class Trace extends Exception {

        Trace(Throwable failure, int depth) {
            super(
                    describe(failure),
                    failure.getCause() == null || depth == 0 ? null : new Trace(failure.getCause(), depth - 1),
                    false,
                    true);
            setStackTrace(failure.getStackTrace());
        }

        /** Returns the description, which names the original class. */
        @Override
        public String toString() {
            return getMessage();
        }
    }
}
