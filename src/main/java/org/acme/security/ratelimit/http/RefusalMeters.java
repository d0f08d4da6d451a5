package org.acme.security.ratelimit.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.acme.security.ratelimit.Policies;

/** Registers a refusal counter for each policy at startup, so that the first refusal shows as an increase from zero. */
@Singleton
class RefusalMeters implements MeterBinder {

    private final Policies policies;

    RefusalMeters(Policies policies) {
        this.policies = policies;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        policies.all().forEach(policy -> registry.counter(RateLimitHeaders.REFUSED, "policy", policy.name()));
    }
}
