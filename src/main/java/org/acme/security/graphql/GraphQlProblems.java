package org.acme.security.graphql;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphQLException;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.SourceLocation;
import graphql.validation.ValidationError;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.acme.problem.LogText;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.problem.ProblemContract;
import org.jspecify.annotations.Nullable;

/**
 * Reports GraphQL failures with the codes and details of REST problems. Messages of the GraphQL engine do not reach the
 * client.
 */
@Singleton
public record GraphQlProblems(ProblemContract contract) implements DataFetcherExceptionHandler {

    private static final String PATH = "/graphql";

    /** Of one error, for client and log: the engine names the location of each field that conflicts. */
    private static final int MAX_LOCATIONS = 3;

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        Method operation =
                failed.getDataFetchingEnvironment().getGraphQlContext().get(Method.class);
        GraphQLError error = new FieldFailure(
                failed.getException(),
                operation == null ? null : operation.getDeclaringClass().getSimpleName() + "#" + operation.getName(),
                List.of(failed.getSourceLocation()),
                failed.getPath().toList());
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult().error(error).build());
    }

    /** A failure of the whole request, to be reported by the engine. */
    public static GraphQLError failure(Throwable cause) {
        return new FieldFailure(cause, null, null, null);
    }

    /** The problem of a document that the engine refuses, or fails with. */
    static Throwable malformed(Throwable cause) {
        return new Problem(ProblemCode.MALFORMED_REQUEST).initCause(cause);
    }

    /** The error for the client. The log contains the details under the same trace id. */
    public GraphQlError of(GraphQLError error) {
        Throwable cause = causeOf(error);
        List<GraphQlError.Location> locations = error.getLocations() == null
                ? null
                : error.getLocations().stream()
                        .limit(MAX_LOCATIONS)
                        .map(at -> new GraphQlError.Location(at.getLine(), at.getColumn()))
                        .toList();
        String operation = error instanceof FieldFailure failure ? failure.operation() : null;
        return GraphQlError.of(
                contract.of(cause, ProblemCode.INTERNAL_ERROR.status(), PATH, operation), locations, error.getPath());
    }

    /** Whether no error before had the same cause. */
    static boolean isFirst(GraphQLError error, Set<Throwable> before) {
        return !(error instanceof FieldFailure failure) || before.add(failure.cause());
    }

    private static Throwable causeOf(GraphQLError error) {
        if (error instanceof FieldFailure failure) {
            // An exception of the engine itself is caused by the request.
            return failure.cause() instanceof GraphQLException ? malformed(failure.cause()) : failure.cause();
        }
        Exception detail = new EngineError(error);
        // An engine error without a path is caused by the request; one with a path is a defect of the service.
        return error.getPath() == null ? malformed(detail) : detail;
    }

    /** An error of the engine without its message, which quotes the request. */
    private static final class EngineError extends Exception implements LogText.Own {

        EngineError(GraphQLError error) {
            super(kind(error) + " at " + some(error.getLocations()), null, false, false);
        }

        private static List<SourceLocation> some(@Nullable List<SourceLocation> locations) {
            return locations == null ? List.of() : locations.subList(0, Math.min(MAX_LOCATIONS, locations.size()));
        }

        private static Object kind(GraphQLError error) {
            return error instanceof ValidationError invalid ? invalid.getValidationErrorType() : error.getErrorType();
        }
    }

    /** Carries the exception until the response is written. */
    private record FieldFailure(
            Throwable cause,
            @Nullable String operation,
            @Nullable List<SourceLocation> locations,
            @Nullable List<Object> path)
            implements GraphQLError {

        @Override
        public @Nullable String getMessage() {
            return null;
        }

        @Override
        public @Nullable List<SourceLocation> getLocations() {
            return locations;
        }

        @Override
        public @Nullable List<Object> getPath() {
            return path;
        }

        @Override
        public ErrorClassification getErrorType() {
            return ErrorType.DataFetchingException;
        }
    }
}
