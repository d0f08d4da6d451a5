package org.acme.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import org.acme.shared.Route;

/** What a failure means to the client, whatever threw it and whichever transaction, proxy or pool wrapped it. */
final class Failures {

    private static final String RETRY_AFTER_SECONDS = "5";

    /** SQLSTATE of a reference to a row that is gone, and of a row that exists already. */
    private static final List<String> CONFLICTS = List.of("23503", "23505");

    private Failures() {}

    /** @param status what the failure comes with; it counts where nothing better is known */
    static Problem problem(Throwable failure, int status) {
        Problem ours = Causes.find(failure, Problem.class);
        if (ours != null) {
            return ours;
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return InvalidValues.problem(invalid);
        }
        if (isConflict(failure)) {
            return new Problem(ProblemCode.CONFLICT);
        }
        return new Problem(Outages.is(failure) ? ProblemCode.UNAVAILABLE : code(failure, status));
    }

    private static ProblemCode code(Throwable failure, int status) {
        if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            return ProblemCode.UNAUTHENTICATED;
        }
        if (failure instanceof ForbiddenException) {
            return ProblemCode.FORBIDDEN;
        }
        if (failure instanceof RejectedExecutionException) {
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

    /** A change that another transaction made meanwhile, which a lock should have kept off. */
    private static boolean isConflict(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause -> cause instanceof OptimisticLockException
                        || cause instanceof SQLException sql && isConflict(sql.getSQLState()));
    }

    /** @param state null where the failure is not the database's own, as when no connection is free */
    private static boolean isConflict(String state) {
        return state != null && CONFLICTS.contains(state);
    }

    /** The headers that HTTP requires of the status, where the problem does not bring them. */
    static Map<String, String> headers(Problem problem, Throwable failure, String path) {
        Map<String, String> headers = new TreeMap<>(problem.headers());
        switch (problem.code().status()) {
            case 401 -> headers.putIfAbsent("WWW-Authenticate", challenge(failure));
            case 405 ->
                headers.putIfAbsent("Allow", String.join(", ", Route.methodsAt(path))); // RFC 9110, section 15.5.6
            case 503 -> headers.putIfAbsent("Retry-After", RETRY_AFTER_SECONDS);
            default -> {
                // No other status requires one.
            }
        }
        return headers;
    }

    /** RFC 6750, section 3: a client that sent no credentials is told the scheme, and no error. */
    private static String challenge(Throwable failure) {
        return failure instanceof AuthenticationException ? "Bearer error=\"invalid_token\"" : "Bearer";
    }
}
