package org.acme.security.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Counts refused URLs by reason. Each counter exists at startup, so that the first refusal shows as an increase. */
@Singleton
class RefusalMeters implements MeterBinder {

    private static final String METRIC = "palisade.outbound.refusals";

    private final MeterRegistry metrics;

    RefusalMeters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (UrlRefusal reason : UrlRefusal.values()) {
            registry.counter(METRIC, "reason", reason.label());
        }
    }

    void count(UrlRefused refused) {
        metrics.counter(METRIC, "reason", refused.reason().label()).increment();
    }
}
