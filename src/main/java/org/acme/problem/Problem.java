package org.acme.problem;

import java.util.List;
import java.util.Map;

/**
 * A failure that the code foresees, thrown where it is noticed. Its message is the detail that the client reads, and
 * never another exception's message; it carries no stack trace, so that refusing stays cheap.
 */
public class Problem extends RuntimeException implements LogText.Own {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient List<Violation> violations;
    private final transient Map<String, String> headers;

    public Problem(ProblemCode code) {
        this(code, code.detail());
    }

    public Problem(ProblemCode code, String detail) {
        this(code, detail, null, Map.of());
    }

    private Problem(ProblemCode code, String detail, List<Violation> violations, Map<String, String> headers) {
        super(detail);
        this.code = code;
        this.violations = violations;
        this.headers = headers;
    }

    /** A value that is well-formed but not acceptable; {@code field} is the JSON field's name. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    static Problem invalid(List<Violation> violations) {
        ProblemCode code = ProblemCode.VALIDATION_FAILED;
        return new Problem(code, code.detail(), violations, Map.of());
    }

    /** Asks the client to come back after some seconds, at least one (RFC 9110, section 10.2.3). */
    public static Problem retryAfter(ProblemCode code, long seconds) {
        return withHeader(code, "Retry-After", String.valueOf(Math.max(1, seconds)));
    }

    /** Tells the client how to authenticate (RFC 9110, section 11.6.1). */
    public static Problem withChallenge(ProblemCode code, String challenge) {
        return withHeader(code, "WWW-Authenticate", challenge);
    }

    static Problem withHeader(ProblemCode code, String name, String value) {
        return new Problem(code, code.detail(), null, Map.of(name, value));
    }

    public ProblemCode code() {
        return code;
    }

    /** The headers of the response that belong to this failure. */
    public Map<String, String> headers() {
        return headers;
    }

    List<Violation> violations() {
        return violations;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
