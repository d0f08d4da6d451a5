package org.acme.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param statusCode the status of the receiver; null without a response
 * @param error null when the message was delivered
 */
record Outcome(Integer statusCode, @Nullable DeliveryError error) {

    static Outcome answered(int status) {
        return new Outcome(status, status / 100 == 2 ? null : DeliveryError.STATUS);
    }

    static Outcome failed(DeliveryError error) {
        return new Outcome(null, error);
    }

    boolean isDelivered() {
        return error == null;
    }
}
