package org.acme.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A failure within a GraphQL answer (GraphQL specification, section 7.1.2): a sentence for people, a code for programs.
 *
 * @param locations where in the document; null when the document does not matter
 * @param path which field of the answer; null when there is no answer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GraphQlError(String message, List<Place> locations, List<Object> path, Extensions extensions) {

    static GraphQlError of(ProblemDetails problem, List<Place> locations, List<Object> path) {
        Extensions extensions = new Extensions(problem.code(), problem.traceId(), problem.violations());
        return new GraphQlError(problem.detail(), locations, path, extensions);
    }

    /** A place in the document, counted from one. */
    @Schema(name = "GraphQlPlace")
    public record Place(int line, int column) {}

    /** What a problem of REST says beside its sentence. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "GraphQlExtensions")
    public record Extensions(String code, String traceId, List<Violation> violations) {}
}
