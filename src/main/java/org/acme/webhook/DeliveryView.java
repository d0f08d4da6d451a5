package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery, for the owner of the webhook. Of the receiver's response, it contains only the status code. */
public record DeliveryView(
        UUID id,
        String event,
        DeliveryStatus status,
        int attempts,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer lastStatusCode,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable DeliveryError lastError,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Instant nextAttemptAt) {}
