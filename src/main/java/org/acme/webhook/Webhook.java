package org.acme.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** A URL that is told about events, for its owner. Only what changed is written: several jobs write to one row. */
@Entity
@DynamicUpdate
@Table(name = "webhooks")
class Webhook {

    @Id
    UUID id;

    UUID ownerId;
    String url;
    String[] events;

    /** Encrypted. */
    String secret;

    Instant createdAt;

    /** When its last turn began; null before the first. */
    Instant servedAt;

    /** Until then it is one worker's; null when it is nobody's. */
    Instant busyUntil;

    protected Webhook() {}

    Webhook(UUID owner, RegisterWebhook request, Instant now) {
        // Known before the row is written, because the secret is bound to it.
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        ownerId = owner;
        url = request.url();
        events = request.events().stream().sorted().toArray(String[]::new);
        createdAt = now;
    }

    void serve(Instant now, Instant until) {
        servedAt = now;
        busyUntil = until;
    }

    /** What the ciphertext is bound to, so that nobody's secret can be put in another's place. */
    static String row(UUID id) {
        return "webhook/" + id;
    }
}
