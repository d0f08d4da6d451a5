package org.acme.security.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The name of each type of event in the OWASP Application Logging Vocabulary. {@code docs/security-events.md} adds the
 * classes of OCSF.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html">OWASP Logging
 *     Vocabulary Cheat Sheet</a>
 */
@Singleton
class Vocabulary implements MeterBinder {

    private static final Map<Class<? extends AuditEvent>, String> REFUSALS =
            Map.of(AuditEvent.PermissionDenied.class, "authz_fail", AuditEvent.AccessRefused.class, "authz_fail");

    private final Map<String, String> names = new TreeMap<>();

    Vocabulary(@All List<AuditEvent.Kinds> declared) {
        REFUSALS.forEach(this::add);
        declared.forEach(kinds -> kinds.kinds().forEach(this::add));
    }

    private void add(Class<? extends AuditEvent> kind, String name) {
        names.put(AuditEvent.type(kind), name);
    }

    Set<String> types() {
        return names.keySet();
    }

    /** Registers a counter for each type at startup, so that the first event shows as an increase from zero. */
    @Override
    public void bindTo(MeterRegistry registry) {
        types().forEach(type -> registry.counter(Audit.METRIC, "event", type));
    }

    String of(String type) {
        return names.get(type);
    }
}
