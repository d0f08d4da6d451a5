package org.acme.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt.
 *
 * @param made false when the attempt was not made and does not count
 * @param statusCode the status of the receiver; null without a response
 * @param error null when the message was delivered
 */
record Outcome(
        boolean made,
        @Nullable Integer statusCode,
        @Nullable DeliveryError error) {

    static Outcome responded(int status) {
        return new Outcome(true, status, status / 100 == 2 ? null : DeliveryError.STATUS);
    }

    static Outcome failed(DeliveryError error) {
        return new Outcome(true, null, error);
    }

    static Outcome postponed() {
        return new Outcome(false, null, null);
    }

    boolean isDelivered() {
        return made && error == null;
    }
}
