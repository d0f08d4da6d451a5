package org.acme.problem;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells failures of GraphQL in the words of the contract: whatever the engine says of its inside goes to the log. */
@ApplicationScoped
public class GraphQlProblems implements DataFetcherExceptionHandler {

    private static final String PATH = "/graphql";

    private final ProblemContract contract;

    GraphQlProblems(ProblemContract contract) {
        this.contract = contract;
    }

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        GraphQLError error = new FieldFailure(
                failed.getException(),
                List.of(failed.getSourceLocation()),
                failed.getPath().toList());
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult().error(error).build());
    }

    /** A failure of the whole request, for the engine to report. */
    public static GraphQLError failure(Throwable cause) {
        return new FieldFailure(cause, null, null);
    }

    /** As the client is told; the log has the rest beside the same trace id. */
    public GraphQlError of(GraphQLError error) {
        Throwable cause = causeOf(error);
        List<GraphQlError.Place> places = error.getLocations() == null
                ? null
                : error.getLocations().stream()
                        .map(at -> new GraphQlError.Place(at.getLine(), at.getColumn()))
                        .toList();
        return GraphQlError.of(contract.of(cause, ProblemCode.INTERNAL_ERROR.status(), PATH), places, error.getPath());
    }

    private static Throwable causeOf(GraphQLError error) {
        if (error instanceof FieldFailure failure) {
            return failure.cause();
        }
        Exception detail = new EngineError(error);
        // Of a request, the engine says what is wrong with it; of a field of the answer, a defect of ours.
        return error.getPath() == null ? new Problem(ProblemCode.MALFORMED_REQUEST).initCause(detail) : detail;
    }

    /** What the engine found, without its message, which quotes the document. */
    private static final class EngineError extends Exception implements LogText.Own {

        private static final long serialVersionUID = 1;

        EngineError(GraphQLError error) {
            super(kind(error) + " at " + error.getLocations(), null, false, false);
        }

        private static Object kind(GraphQLError error) {
            return error instanceof ValidationError invalid ? invalid.getValidationErrorType() : error.getErrorType();
        }
    }

    /** Keeps the exception until the answer is written. */
    private record FieldFailure(Throwable cause, List<SourceLocation> locations, List<Object> path)
            implements GraphQLError {

        @Override
        public String getMessage() {
            return null;
        }

        @Override
        public List<SourceLocation> getLocations() {
            return locations;
        }

        @Override
        public List<Object> getPath() {
            return path;
        }

        @Override
        public ErrorClassification getErrorType() {
            return ErrorType.DataFetchingException;
        }
    }
}
