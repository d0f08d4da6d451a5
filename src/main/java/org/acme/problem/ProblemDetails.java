package org.acme.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error response: the members of RFC 9457, section 3.1, with the extensions {@code code},
 * {@code traceId} and {@code violations} (section 3.2).
 *
 * @param instance the path of the request
 * @param violations null and omitted unless values are invalid
 * @param headers the headers of the response, which are not part of the body
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String instance,
        String traceId,
        @Nullable List<Violation> violations,
        @JsonIgnore Map<String, String> headers) {

    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDetails of(Problem problem, Map<String, String> headers, String path) {
        ProblemCode code = problem.code();
        return new ProblemDetails(
                "urn:problem:" + code.code(),
                code.title(),
                code.status(),
                problem.getMessage(),
                code.code(),
                path,
                TraceId.current(),
                problem.violations(),
                headers);
    }
}
