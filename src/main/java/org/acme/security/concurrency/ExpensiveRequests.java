package org.acme.security.concurrency;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Admits the requests that can hold a connection to the database for long: searches and GraphQL requests. */
@ApplicationScoped
public class ExpensiveRequests {

    private static final long RETRY_AFTER_SECONDS = 1;

    private final Places places;
    private final HeldPlaces held;

    ExpensiveRequests(ConcurrencyConfig config, HeldPlaces held) {
        int perInstance = config.perInstance().orElseGet(() -> Math.max(1, config.poolSize() * 3 / 5));
        this.places = new Places(perInstance, config.perCaller(), RETRY_AFTER_SECONDS);
        this.held = held;
    }

    /**
     * Takes a place until the end of the request; a request that has one keeps it.
     *
     * @throws org.acme.problem.Problem 429 when the caller has too many running, 503 when the instance has
     */
    public void begin(UUID caller) {
        held.take(places, caller);
    }
}
