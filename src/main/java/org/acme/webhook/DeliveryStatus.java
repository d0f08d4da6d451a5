package org.acme.webhook;

/** The status of a delivery. */
public enum DeliveryStatus {
    /** Waiting for the first or next attempt. */
    PENDING,
    DELIVERED,
    /** All attempts failed; there is no further attempt. */
    FAILED
}
