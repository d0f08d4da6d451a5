package org.acme.security.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Registers a counter for each kind of event at startup, so that the first event shows as an increase from zero. */
@Singleton
class AuditMeters implements MeterBinder {

    private final Vocabulary vocabulary;

    AuditMeters(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        vocabulary.types().forEach(type -> registry.counter(Audit.METRIC, "event", type));
    }
}
