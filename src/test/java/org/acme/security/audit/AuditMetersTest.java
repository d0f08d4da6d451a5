package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.acme.application.ReportEvent;
import org.acme.application.SecurityEvent;
import org.acme.application.WebhookEvent; // webhook-only
import org.junit.jupiter.api.Test;

class AuditMetersTest {

    @Test
    void every_kind_of_audit_event_has_a_counter_from_the_start() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new Vocabulary(List.of(
                        new WebhookEvent.AllKinds(), // webhook-only
                        new SecurityEvent.AllKinds(),
                        new ReportEvent.AllKinds()))
                .bindTo(registry);
        assertThat(registry.get(Audit.METRIC).counters())
                .extracting(counter -> counter.getId().getTag("event"))
                .containsExactlyInAnyOrderElementsOf(types())
                .allMatch(type -> type.matches("[a-z]+(-[a-z]+)+"));
    }

    private static List<String> types() {
        return Stream.of(
                        List.of(AuditEvent.PermissionDenied.class, AuditEvent.AccessRefused.class),
                        List.of(WebhookEvent.class.getPermittedSubclasses()), // webhook-only
                        List.of(SecurityEvent.class.getPermittedSubclasses()),
                        List.of(ReportEvent.class.getPermittedSubclasses()))
                .flatMap(List::stream)
                .map(kind -> AuditEvent.type(kind.asSubclass(AuditEvent.class)))
                .toList();
    }
}
