package org.acme.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Maps an exception to a problem, regardless of the transaction, proxy or pool that wrapped it. */
final class Failures {

    private static final String RETRY_AFTER_SECONDS = "5";

    /** SQLSTATE of a foreign key violation and of a unique violation. */
    private static final List<String> CONFLICTS = List.of("23503", "23505");

    private Failures() {}

    /** @param status the status from the framework; used when the failure does not determine a problem */
    static Problem problem(@Nullable Throwable failure, int status) {
        Problem expected = Causes.find(failure, Problem.class);
        if (expected != null) {
            return expected;
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return InvalidValues.problem(invalid);
        }
        if (isConflict(failure)) {
            return new Problem(ProblemCode.CONFLICT);
        }
        return new Problem(Outages.is(failure) ? ProblemCode.UNAVAILABLE : code(failure, status));
    }

    private static ProblemCode code(@Nullable Throwable failure, int status) {
        if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            return ProblemCode.UNAUTHENTICATED;
        }
        if (failure instanceof ForbiddenException) {
            return ProblemCode.FORBIDDEN;
        }
        if (failure instanceof RejectedExecutionException || isOutOfMemory(failure)) {
            return ProblemCode.UNAVAILABLE;
        }
        if (failure instanceof MismatchedInputException) {
            return ProblemCode.MALFORMED_REQUEST;
        }
        return ProblemCode.ofStatus(
                failure instanceof WebApplicationException http
                        ? http.getResponse().getStatus()
                        : status);
    }

    /** Whether a client that disconnected or reads too slowly caused the failure, when it happens during a response. */
    static boolean isOfConnection(Throwable failure) {
        return failure instanceof IOException && !isOutOfMemory(failure);
    }

    /**
     * Whether the memory for buffers of unsent responses is exhausted, or the heap. When it is the heap, the JVM option
     * of the images in {@code src/main/docker} ends the process.
     */
    private static boolean isOutOfMemory(@Nullable Throwable failure) {
        return Causes.find(failure, OutOfMemoryError.class) != null;
    }

    /** Whether another transaction made a conflicting change that no lock prevented. */
    private static boolean isConflict(@Nullable Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof OptimisticLockException
                        || cause instanceof SQLException sql && isConflict(sql.getSQLState()));
    }

    /** @param state null when the pool, not the database, raised the exception */
    private static boolean isConflict(@Nullable String state) {
        return state != null && CONFLICTS.contains(state);
    }

    /** The headers that HTTP requires for the status, unless the problem already has them. */
    static Map<String, String> headers(Problem problem, @Nullable Throwable failure) {
        Map<String, String> headers = new TreeMap<>(problem.headers());
        switch (problem.code().status()) {
            case 401 -> headers.putIfAbsent("WWW-Authenticate", challenge(failure));
            case 503 -> headers.putIfAbsent("Retry-After", RETRY_AFTER_SECONDS);
            default -> {
                // Other statuses require none.
            }
        }
        return headers;
    }

    /**
     * RFC 6750, section 3: the challenge has a parameter, and names an error only if the request contained credentials.
     */
    private static String challenge(@Nullable Throwable failure) {
        return failure instanceof AuthenticationException
                ? "Bearer error=\"invalid_token\""
                : "Bearer realm=\"palisade\"";
    }
}
