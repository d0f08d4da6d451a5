package org.acme.security.ratelimit;

import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import org.acme.problem.Problem;
import org.acme.security.ratelimit.http.Operation;
import org.acme.security.ratelimit.http.Operations;
import org.acme.security.ratelimit.http.RateLimiter;

/** Counts each operation of a request with several, as in GraphQL. Batching thus gains nothing. */
@Singleton
public record OperationCount(Operations operations, RateLimiter limiter) {

    /** @throws IllegalStateException when the operation names a policy that is not configured */
    public void check(Method method) {
        if (Operation.isLimited(method)) {
            operations.of(method);
        }
    }

    /**
     * Admits the next operation of the current request.
     *
     * @throws Problem 429 when a limit of the caller or the operation is exceeded; the operation then counts in none;
     *     the first one of a GraphQL request has counted in {@code default} with it
     */
    public void admit(Method method) {
        Operation operation = Operation.isLimited(method) ? operations.of(method) : null;
        limiter.admit(hits -> {
            hits.beginOperation();
            operations.addTo(hits, operation);
        });
    }
}
