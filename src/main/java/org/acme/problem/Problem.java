package org.acme.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.net.URI;
import java.util.List;

/**
 * A failure that the code foresaw, thrown where it is noticed. Its detail is written for the client and never holds an
 * exception's message; it carries no stack trace, so that refusing stays cheap.
 */
public class Problem extends HttpProblem {

    private final transient ProblemCode code;

    public Problem(ProblemCode code) {
        this(code, code.detail());
    }

    public Problem(ProblemCode code, String detail) {
        this(code, describe(code, detail));
    }

    private Problem(ProblemCode code, Builder description) {
        super(description);
        this.code = code;
    }

    /** A value that is well-formed but not acceptable; {@code field} is the JSON field's name. */
    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    static Problem invalid(List<Violation> violations) {
        ProblemCode code = ProblemCode.VALIDATION_FAILED;
        return new Problem(code, describe(code, code.detail()).with("violations", violations));
    }

    /** Asks the client to come back after some seconds, at least one (RFC 9110, section 10.2.3). */
    public static Problem retryAfter(ProblemCode code, long seconds) {
        return new Problem(code, describe(code, code.detail()).withHeader("Retry-After", Math.max(1, seconds)));
    }

    /** Tells the client how to authenticate (RFC 9110, section 11.6.1). */
    public static Problem withChallenge(ProblemCode code, String challenge) {
        return new Problem(code, describe(code, code.detail()).withHeader("WWW-Authenticate", challenge));
    }

    static Builder describe(ProblemCode code, String detail) {
        return builder()
                .withType(URI.create("urn:problem:" + code.code()))
                .withTitle(code.title())
                .withStatus(code.status())
                .withDetail(detail)
                .with("code", code.code());
    }

    ProblemCode code() {
        return code;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
