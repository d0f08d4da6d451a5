package org.acme.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/** A delivery, for the webhook's owner. Of the receiver's answer there is the status code and nothing else. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DeliveryView(
        UUID id,
        String event,
        DeliveryStatus status,
        int attempts,
        Integer lastStatusCode,
        DeliveryError lastError,
        Instant createdAt,
        Instant nextAttemptAt) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id,
                delivery.event,
                delivery.status,
                delivery.attempts,
                delivery.lastStatusCode,
                delivery.lastError,
                delivery.createdAt,
                delivery.nextAttemptAt);
    }
}
