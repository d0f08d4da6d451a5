package org.acme.security.graphql;

import com.fasterxml.jackson.annotation.JsonInclude;
import graphql.ExecutionResult;
import java.util.List;
import java.util.Map;
import org.acme.problem.GraphQlError;
import org.acme.problem.GraphQlProblems;

/**
 * What was found, and what went wrong (GraphQL specification, section 7.1).
 *
 * @param data null, and so absent, when nothing was executed; a field that failed is null in it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphQlAnswer(List<GraphQlError> errors, Map<String, Object> data) {

    static GraphQlAnswer of(ExecutionResult result, GraphQlProblems problems) {
        // Of what is wrong with a document, the first is enough: it is told to the client and to the log.
        List<GraphQlError> errors = result.getErrors().stream()
                .limit(result.isDataPresent() ? Long.MAX_VALUE : 1)
                .map(problems::of)
                .toList();
        return new GraphQlAnswer(errors.isEmpty() ? null : errors, result.getData());
    }

    static GraphQlAnswer refused(RuntimeException refusal, GraphQlProblems problems) {
        return new GraphQlAnswer(List.of(problems.of(GraphQlProblems.failure(refusal))), null);
    }
}
