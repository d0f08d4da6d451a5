package org.acme.security.ratelimit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Registers a counter of each policy's refusals at the start, so that the first refusal is an increase. */
@Singleton
class RefusalMeters implements MeterBinder {

    private final Policies policies;

    RefusalMeters(Policies policies) {
        this.policies = policies;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        policies.all().forEach(policy -> registry.counter(Verdict.REFUSED, "policy", policy.name()));
    }
}
