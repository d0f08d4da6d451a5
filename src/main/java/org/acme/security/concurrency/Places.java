package org.acme.security.concurrency;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The places of requests of one kind that may run at one time: few on this instance, fewer of one caller. */
public final class Places {

    private final Semaphore free;
    private final int perCaller;
    private final long retryAfterSeconds;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

    /** @param retryAfterSeconds what a refused client is told to wait */
    public Places(int perInstance, int perCaller, long retryAfterSeconds) {
        this.free = new Semaphore(perInstance);
        this.perCaller = perCaller;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @throws Problem 429 when the caller has every place of a caller, 503 when the instance has none left */
    void take(UUID caller) {
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

    /** A caller without a place takes no memory. */
    private void leave(UUID caller) {
        taken.computeIfPresent(caller, (id, places) -> places == 1 ? null : places - 1);
    }
}
