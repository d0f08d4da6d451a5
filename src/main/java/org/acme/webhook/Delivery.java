package org.acme.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.acme.outbox.BackOff;
import org.acme.report.ReportPublished;
import org.hibernate.annotations.UuidGenerator;
import org.jspecify.annotations.Nullable;

/** The delivery of one event to one webhook, with its state. */
@Entity
@Table(name = "webhook_deliveries")
class Delivery {

    static final int MAX_ATTEMPTS = 8;

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    UUID id;

    UUID webhookId;
    String event;
    UUID reportId;

    @Enumerated(EnumType.STRING)
    DeliveryStatus status;

    int attempts;

    @Nullable
    Integer lastStatusCode;

    @Enumerated(EnumType.STRING)
    @Nullable
    DeliveryError lastError;

    Instant createdAt;

    /** Null when there is no further attempt. */
    @Nullable
    Instant nextAttemptAt;

    protected Delivery() {}

    Delivery(UUID webhook, ReportPublished published) {
        webhookId = webhook;
        event = EventType.REPORT_PUBLISHED.key();
        reportId = published.report();
        status = DeliveryStatus.PENDING;
        createdAt = published.at();
        nextAttemptAt = published.at();
    }

    /** Counts the attempt before it is made, so that an attempt that crashes the service counts as well. */
    void begin(Instant until) {
        attempts++;
        nextAttemptAt = until;
    }

    void end(Outcome outcome, Instant now, double random) {
        if (!outcome.made()) {
            nextAttemptAt = now.plus(BackOff.after(1, random));
            attempts--;
            return;
        }
        lastStatusCode = outcome.statusCode();
        lastError = outcome.error();
        if (outcome.isDelivered()) {
            close(DeliveryStatus.DELIVERED);
        } else if (attempts >= MAX_ATTEMPTS) {
            close(DeliveryStatus.FAILED);
        } else {
            Duration pause = BackOff.after(attempts, random);
            nextAttemptAt = now.plus(pause);
        }
    }

    private void close(DeliveryStatus last) {
        status = last;
        nextAttemptAt = null;
    }
}
