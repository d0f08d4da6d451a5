package org.acme.security.graphql;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.acme.problem.ProblemDetails;
import org.acme.problem.Violation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An error in a GraphQL response (GraphQL specification, section 7.1.2): a human-readable message and a
 * machine-readable code.
 *
 * @param locations positions in the GraphQL request; null when they are not known
 * @param path the field of the response; null when there is no response data
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GraphQlError(
        String message,
        @Nullable List<Location> locations,
        @Nullable List<Object> path,
        Extensions extensions) {

    static GraphQlError of(ProblemDetails problem, @Nullable List<Location> locations, @Nullable List<Object> path) {
        Extensions extensions = new Extensions(problem.code(), problem.traceId(), problem.violations());
        return new GraphQlError(problem.detail(), locations, path, extensions);
    }

    /** A position in the GraphQL request, starting at 1. */
    @Schema(name = "GraphQlLocation")
    public record Location(int line, int column) {}

    /** The members of a REST problem other than its detail. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "GraphQlExtensions")
    public record Extensions(
            String code, String traceId, @Nullable List<Violation> violations) {}
}
