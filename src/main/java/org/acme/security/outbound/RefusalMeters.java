package org.acme.security.outbound;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Registers a counter of each reason to refuse a URL at the start, so that the first refusal is an increase. */
@Singleton
class RefusalMeters implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        for (UrlRefusal reason : UrlRefusal.values()) {
            registry.counter(UrlRefused.METRIC, "reason", reason.label());
        }
    }
}
