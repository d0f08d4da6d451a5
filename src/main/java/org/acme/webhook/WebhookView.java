package org.acme.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A webhook without its secret, for its owner. */
public record WebhookView(UUID id, String url, List<String> events, Instant createdAt) {

    WebhookView(UUID id, String url, String[] events, Instant createdAt) {
        this(id, url, List.of(events), createdAt);
    }

    static WebhookView of(Webhook webhook) {
        return new WebhookView(webhook.id, webhook.url, webhook.events, webhook.createdAt);
    }
}
