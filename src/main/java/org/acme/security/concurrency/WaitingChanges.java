package org.acme.security.concurrency;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Limits concurrent changes of one caller that can wait for each other. Each holds a database connection while it waits
 * for the lock on a row.
 */
@ApplicationScoped
public class WaitingChanges {

    private static final int PER_CALLER = 8;

    private static final long RETRY_AFTER_SECONDS = 1;

    private final ConcurrencyLimit limit = new ConcurrencyLimit(Integer.MAX_VALUE, PER_CALLER, RETRY_AFTER_SECONDS);
    private final HeldPermits held;

    WaitingChanges(HeldPermits held) {
        this.held = held;
    }

    /**
     * Acquires a permit until the end of the request. Further calls in the same request have no effect.
     *
     * @throws org.acme.problem.Problem 429 when the caller's limit is reached
     */
    public void begin(UUID caller) {
        held.acquire(limit, caller);
    }
}
