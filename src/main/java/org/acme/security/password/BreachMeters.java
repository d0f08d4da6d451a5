package org.acme.security.password;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Singleton;

/** Registers the meters of the breach check at startup, so that the first failure shows as an increase from zero. */
@Singleton
class BreachMeters implements MeterBinder {

    private final CircuitBreakerMaintenance breakers;

    BreachMeters(CircuitBreakerMaintenance breakers) {
        this.breakers = breakers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (BreachedPasswords.Outcome outcome : BreachedPasswords.Outcome.values()) {
            registry.counter(BreachedPasswords.METRIC, "outcome", outcome.label());
        }
        Gauge.builder("palisade.breach.circuit.open", () -> isOpen() ? 1 : 0)
                .description("1 while the range API is not called because of repeated failures")
                .register(registry);
    }

    private boolean isOpen() {
        return breakers.currentState(PwnedRanges.BREAKER) == CircuitBreakerState.OPEN;
    }
}
