package org.acme.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import org.acme.security.authentication.Caller;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.jspecify.annotations.Nullable;

/** A subscription of a URL to events. Updates write only changed columns, because several jobs write to one row. */
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

    /** Of the credential that registered it, separated by spaces; null for webhooks of earlier versions. */
    @Nullable
    String permissions;

    Instant createdAt;

    /** Start of the last attempt; before the first, the registration. Null in rows of earlier versions. */
    @Nullable
    Instant servedAt;

    /** No worker claims the webhook before this time; null when it can be claimed now. */
    @Nullable
    Instant busyUntil;

    protected Webhook() {}

    Webhook(Caller owner, RegisterWebhook request, Instant now) {
        // Generated before the insert, because the encrypted secret is bound to it.
        id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        ownerId = owner.id();
        permissions = String.join(" ", new TreeSet<>(owner.permissions()));
        url = request.url();
        events = request.events().stream().sorted().toArray(String[]::new);
        createdAt = now;
        servedAt = now;
    }

    Subscriber subscriber() {
        return new Subscriber(id, ownerId, permissions);
    }

    void serve(Instant now, Instant until) {
        servedAt = now;
        busyUntil = until;
    }

    /**
     * The associated data of the ciphertext. It binds the secret to its row, so the secret of another webhook cannot be
     * substituted.
     */
    static String row(UUID id) {
        return "webhook/" + id;
    }
}
