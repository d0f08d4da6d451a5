package org.acme.webhook;

/** A delivery that is one worker's to make, until the webhook's {@code busyUntil}. */
record Attempt(Webhook webhook, Delivery delivery) {}
