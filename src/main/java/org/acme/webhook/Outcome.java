package org.acme.webhook;

/**
 * How an attempt ended.
 *
 * @param statusCode the receiver's; null when it did not answer
 * @param error null when the message was delivered
 */
record Outcome(Integer statusCode, DeliveryError error) {

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
