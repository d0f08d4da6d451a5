package org.acme.security.concurrency;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Holds the permits of one request and releases them when it ends, successfully or not. */
@RequestScoped
public class HeldPermits {

    private final Map<ConcurrencyLimit, UUID> held = new HashMap<>();

    /**
     * Acquires a permit, unless this request already holds one of the same limit.
     *
     * @throws org.acme.problem.Problem 429 when the caller's limit is reached, 503 when the instance's limit is
     */
    public void acquire(ConcurrencyLimit limit, UUID caller) {
        if (!held.containsKey(limit)) {
            limit.acquire(caller);
            held.put(limit, caller);
        }
    }

    @PreDestroy
    void release() {
        held.forEach(ConcurrencyLimit::release);
    }
}
