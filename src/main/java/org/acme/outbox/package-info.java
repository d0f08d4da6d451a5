/**
 * Tools for queues in the database: worker threads that take items until none is due, and exponential back-off for
 * deliveries.
 *
 * <p>The features have the queues: they claim their rows with {@code SKIP LOCKED}, in a transaction of their own,
 * before they work on them, and then delete them or record the outcome.
 */
@MayUse({})
@NullMarked
package org.acme.outbox;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
