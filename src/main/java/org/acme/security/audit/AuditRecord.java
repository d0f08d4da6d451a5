package org.acme.security.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stored audit event. The database role of the service may insert and select events, but not update or delete them.
 */
@Entity
@Immutable
@Table(name = "audit_events")
class AuditRecord {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    Instant at;
    String type;
    String vocabulary;

    @Nullable
    UUID actor;

    @Nullable
    UUID subject;

    @Nullable
    UUID session;

    @Nullable
    UUID apiKey;

    @Nullable
    String address;

    String traceId;

    /** A JSON object. */
    String details;

    protected AuditRecord() {}

    AuditRecord(Instant at, AuditEvent event, String vocabulary, Origin origin, String details) {
        this.at = at;
        this.type = event.type();
        this.vocabulary = vocabulary;
        this.actor = event.actor();
        this.subject = event.subject();
        this.session = event.session() == null ? origin.session() : event.session();
        this.apiKey = origin.apiKey();
        this.address = origin.address();
        this.traceId = origin.traceId();
        this.details = details;
    }
}
