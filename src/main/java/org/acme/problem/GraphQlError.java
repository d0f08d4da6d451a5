package org.acme.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A failure within a GraphQL answer (GraphQL specification, section 7.1.2): a sentence for people, a code for programs.
 *
 * @param locations where in the document; null when the document does not matter
 * @param path which field of the answer; null when there is no answer
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GraphQlError(String message, List<Place> locations, List<Object> path, Extensions extensions) {

    static GraphQlError of(HttpProblem problem, List<Place> locations, List<Object> path) {
        return new GraphQlError(problem.getDetail(), locations, path, Extensions.of(problem.getParameters()));
    }

    /** A place in the document, counted from one. */
    @Schema(name = "GraphQlPlace")
    public record Place(int line, int column) {}

    /** What a problem of REST says beside its sentence. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "GraphQlExtensions")
    public record Extensions(String code, String traceId, List<Violation> violations) {

        @SuppressWarnings("unchecked")
        static Extensions of(Map<String, Object> said) {
            return new Extensions(
                    (String) said.get("code"), (String) said.get("traceId"), (List<Violation>) said.get("violations"));
        }
    }
}
