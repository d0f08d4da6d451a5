package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/** A delivery, for the owner of the webhook. Of the receiver's response, it contains only the status code. */
public record DeliveryView(
        UUID id,
        String event,
        DeliveryStatus status,
        int attempts,
        @JsonInclude(JsonInclude.Include.ALWAYS) Integer lastStatusCode,
        @JsonInclude(JsonInclude.Include.ALWAYS) DeliveryError lastError,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant nextAttemptAt) {}
