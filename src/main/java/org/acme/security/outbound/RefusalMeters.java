package org.acme.security.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Registers a counter for each reason at startup, so that the first refusal shows as an increase from zero. */
@Singleton
class RefusalMeters implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (UrlRefusal reason : UrlRefusal.values()) {
            registry.counter(UrlRefused.METRIC, "reason", reason.label());
        }
    }
}
