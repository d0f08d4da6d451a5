package org.acme.webhook;

/** What became of a delivery. */
public enum DeliveryStatus {
    /** It waits for its first or next attempt. */
    PENDING,
    DELIVERED,
    /** Every attempt came to nothing, and there will be no further one. */
    FAILED
}
