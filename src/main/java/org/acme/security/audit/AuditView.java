package org.acme.security.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;

/** An event as administrators see it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditView(
        UUID id,
        Instant at,
        String type,
        UUID actor,
        UUID subject,
        String address,
        String traceId,
        @JsonRawValue String details) {

    static AuditView of(AuditRecord event) {
        return new AuditView(
                event.id,
                event.at,
                event.type,
                event.actor,
                event.subject,
                event.address,
                event.traceId,
                event.details);
    }
}
