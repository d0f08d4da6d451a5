package org.acme.security.graphql;

import com.fasterxml.jackson.annotation.JsonInclude;
import graphql.ExecutionResult;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL response (GraphQL specification, section 7.1).
 *
 * @param data null, and thus absent, when nothing was executed; fields that failed are null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GraphQlResponse(
        @Nullable List<GraphQlError> errors, @Nullable Map<String, Object> data) {

    static GraphQlResponse of(ExecutionResult result, GraphQlProblems problems) {
        // For an invalid document, the first error is enough, for the client and for the log; so is each cause once.
        Set<Throwable> causes = Collections.newSetFromMap(new IdentityHashMap<>());
        List<GraphQlError> errors = result.getErrors().stream()
                .filter(error -> GraphQlProblems.isFirst(error, causes))
                .limit(result.isDataPresent() ? Long.MAX_VALUE : 1)
                .map(problems::of)
                .toList();
        return new GraphQlResponse(errors.isEmpty() ? null : errors, result.getData());
    }

    static GraphQlResponse refused(Throwable refusal, GraphQlProblems problems) {
        return new GraphQlResponse(List.of(problems.of(GraphQlProblems.failure(refusal))), null);
    }
}
