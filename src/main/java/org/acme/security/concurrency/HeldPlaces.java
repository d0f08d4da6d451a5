package org.acme.security.concurrency;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Holds the places of one request and releases them when it ends, successfully or not. */
@RequestScoped
public class HeldPlaces {

    private final Map<Places, UUID> held = new HashMap<>();

    /**
     * Takes a place, unless this request already holds one of the same kind.
     *
     * @throws org.acme.problem.Problem 429 when the caller's limit is reached, 503 when the instance's limit is
     */
    public void take(Places places, UUID caller) {
        if (!held.containsKey(places)) {
            places.take(caller);
            held.put(places, caller);
        }
    }

    @PreDestroy
    void release() {
        held.forEach(Places::release);
    }
}
