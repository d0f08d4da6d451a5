package org.acme.security.concurrency;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Limits concurrent requests that can hold a database connection for long: searches and GraphQL requests, and changes
 * that wait for each other.
 */
@ApplicationScoped
public class ExpensiveRequests {

    private static final int CHANGES_PER_CALLER = 8;
    private static final long RETRY_AFTER_SECONDS = 1;

    private final ConcurrencyLimit limit;
    private final ConcurrencyLimit changes =
            new ConcurrencyLimit(Integer.MAX_VALUE, CHANGES_PER_CALLER, RETRY_AFTER_SECONDS);
    private final HeldPermits held;

    ExpensiveRequests(ConcurrencyConfig config, HeldPermits held) {
        int perInstance = config.perInstance().orElseGet(() -> Math.max(1, config.poolSize() * 3 / 5));
        this.limit = new ConcurrencyLimit(perInstance, config.perCaller(), RETRY_AFTER_SECONDS);
        this.held = held;
    }

    /**
     * Acquires a permit until the end of the request. Further calls in the same request have no effect.
     *
     * @throws org.acme.problem.Problem 429 when the caller's limit is reached, 503 when the instance's limit is
     */
    public void acquire(UUID caller) {
        held.acquire(limit, caller);
    }

    /**
     * As {@link #acquire}, for a change that can wait for the lock on a row, which other changes of the caller hold.
     *
     * @throws org.acme.problem.Problem 429 when the caller's limit is reached
     */
    public void acquireForChange(UUID caller) {
        held.acquire(changes, caller);
    }
}
