package org.acme.security.outbound.address;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Counts the threads in use. One user gets a quarter of them at most. */
final class LookupThreads {

    private static final int PARTS = 4;

    private final Semaphore free;
    private final int perUser;
    private final Map<UUID, Integer> taken = new ConcurrentHashMap<>();

    LookupThreads(int threads) {
        free = new Semaphore(threads);
        perUser = quarter(threads);
    }

    static int quarter(int threads) {
        return Math.max(1, threads / PARTS);
    }

    boolean take(UUID user) {
        if (taken.merge(user, 1, Integer::sum) <= perUser && free.tryAcquire()) {
            return true;
        }
        leave(user);
        return false;
    }

    void release(UUID user) {
        free.release();
        leave(user);
    }

    /** Removes the user's entry with the last thread, so that memory is bounded. */
    private void leave(UUID user) {
        taken.computeIfPresent(user, (id, threads) -> threads == 1 ? null : threads - 1);
    }
}
