package org.acme.application;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.acme.security.audit.AuditEvent;
import org.jspecify.annotations.Nullable;

// webhook-only:file
/** The audit events of webhooks. */
public sealed interface WebhookEvent extends AuditEvent {

    /** The host is that of a checked URL, in lower case; the permissions are those of the webhook. */
    record WebhookCreated(UUID actor, UUID subject, String host, String permissions) implements WebhookEvent {

        @Override
        public Map<String, String> details() {
            return Map.of("host", host, "permissions", permissions);
        }
    }

    record WebhookDeleted(UUID actor, UUID subject) implements WebhookEvent {}

    /** The URL leads to an address that is not public. The subject is null when a webhook was to be registered. */
    record WebhookUrlRefused(UUID actor, @Nullable UUID subject, long count) implements WebhookEvent, Counted {}

    /** Lists all events, as {@link SecurityEvent.AllKinds} does. */
    @Singleton
    class AllKinds implements AuditEvent.Kinds {

        @Override
        public Map<Class<? extends AuditEvent>, String> kinds() {
            return Map.ofEntries(
                    Map.entry(WebhookCreated.class, "sensitive_create"),
                    Map.entry(WebhookDeleted.class, "sensitive_delete"),
                    Map.entry(WebhookUrlRefused.class, "input_validation_fail"));
        }
    }
}
