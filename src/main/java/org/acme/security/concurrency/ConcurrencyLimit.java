package org.acme.security.concurrency;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** Counts concurrent requests of one kind, per instance and per caller. */
public final class ConcurrencyLimit {

    private final Semaphore free;
    private final int perCaller;
    private final long retryAfterSeconds;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

    /** @param retryAfterSeconds value of {@code Retry-After} on refusals */
    public ConcurrencyLimit(int perInstance, int perCaller, long retryAfterSeconds) {
        this.free = new Semaphore(perInstance);
        this.perCaller = perCaller;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @throws Problem 429 when the caller's limit is reached, 503 when the instance's limit is */
    void acquire(UUID caller) {
        if (taken.merge(caller, 1, Integer::sum) > perCaller) {
            leave(caller);
            throw Problem.retryAfter(ProblemCode.RATE_LIMITED, retryAfterSeconds);
        }
        if (!free.tryAcquire()) {
            leave(caller);
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, retryAfterSeconds);
        }
    }

    void release(UUID caller) {
        free.release();
        leave(caller);
    }

    /** Removes the caller's entry with its last permit, so that memory is bounded. */
    private void leave(UUID caller) {
        taken.computeIfPresent(caller, (id, permits) -> permits == 1 ? null : permits - 1);
    }
}
