package org.acme.security.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Registers a counter for each kind of event at startup, so that the first event shows as an increase from zero. */
@Singleton
class AuditMeters implements MeterBinder {

    private final List<AuditEvent.Kinds> declared;

    AuditMeters(@All List<AuditEvent.Kinds> declared) {
        this.declared = declared;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Stream.concat(
                        Stream.of(AuditEvent.PermissionDenied.class),
                        declared.stream().flatMap(kinds -> kinds.kinds().stream()))
                .forEach(kind -> registry.counter(Audit.METRIC, "event", AuditEvent.type(kind)));
    }
}
