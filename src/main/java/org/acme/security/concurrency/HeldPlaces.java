package org.acme.security.concurrency;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The places that one request holds; free again when the request has ended, however it does. */
@RequestScoped
public class HeldPlaces {

    private final Map<Places, UUID> held = new HashMap<>();

    /**
     * Takes a place, unless this request holds one of these already.
     *
     * @throws org.acme.problem.Problem 429 when the caller has every place of a caller, 503 when the instance has none
     *     left
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
