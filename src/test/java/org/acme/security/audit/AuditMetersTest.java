package org.acme.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuditMetersTest {

    @Test
    void every_kind_of_audit_event_has_a_counter_from_the_start() {
        assertThat(AuditMeters.KINDS)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder(permitted())
                .allSatisfy(kind -> assertThat(AuditEvent.type(kind)).matches("[a-z]+(-[a-z]+)+"));
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends AuditEvent>[] permitted() {
        return (Class<? extends AuditEvent>[]) AuditEvent.class.getPermittedSubclasses();
    }
}
