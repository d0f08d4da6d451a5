package org.acme.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure. Its message is the {@code detail} for the client and never contains the message of another
 * exception. It has no stack trace, so that refusing a request is cheap.
 */
public class Problem extends RuntimeException implements LogText.Own {

    private final ProblemCode code;
    private final transient @Nullable List<Violation> violations;
    private final transient Map<String, String> headers;

    public Problem(ProblemCode code) {
        this(code, code.detail());
    }

    public Problem(ProblemCode code, String detail) {
        this(code, detail, null, Map.of());
    }

    private Problem(
            ProblemCode code, String detail, @Nullable List<Violation> violations, Map<String, String> headers) {
        super(detail);
        this.code = code;
        this.violations = violations;
        this.headers = headers;
    }

    /** The object does not exist, or the caller may not see it. */
    public static Problem notFound() {
        return new Problem(ProblemCode.NOT_FOUND);
    }

    /** @param detail how to correct the request */
    public static Problem malformed(String detail) {
        return new Problem(ProblemCode.MALFORMED_REQUEST, detail);
    }

    /** @param detail why the state of the object does not allow the request */
    public static Problem conflict(String detail) {
        return new Problem(ProblemCode.CONFLICT, detail);
    }

    /** A constraint violation; {@code field} is the name of the JSON field. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    static Problem invalid(List<Violation> violations) {
        ProblemCode code = ProblemCode.VALIDATION_FAILED;
        return new Problem(code, code.detail(), violations, Map.of());
    }

    /** Adds {@code Retry-After} with at least one second (RFC 9110, section 10.2.3). */
    public static Problem retryAfter(ProblemCode code, long seconds) {
        return withHeaders(code, code.detail(), Map.of("Retry-After", String.valueOf(Math.max(1, seconds))));
    }

    /** @param headers the response headers of this problem */
    public static Problem withHeaders(ProblemCode code, String detail, Map<String, String> headers) {
        return new Problem(code, detail, null, Map.copyOf(headers));
    }

    public ProblemCode code() {
        return code;
    }

    /** The response headers of this problem. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The fields of a validation failure; null for other problems. */
    public @Nullable List<Violation> violations() {
        return violations;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
