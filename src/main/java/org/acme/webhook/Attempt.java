package org.acme.webhook;

/** A delivery that one worker has claimed until the webhook's {@code busyUntil}. */
record Attempt(Webhook webhook, Delivery delivery) {}
