/**
 * Limits concurrent expensive requests, per caller and per instance.
 *
 * <p>Attack (API4:2023 Unrestricted Resource Consumption): one caller, or many together, send concurrent searches or
 * GraphQL requests within their rate limits. They occupy every database connection or fill the memory, so that other
 * callers wait or get 503.
 *
 * <p>Use: call {@link org.acme.security.concurrency.ExpensiveRequests#acquire} before the first expensive step of a
 * request. For limits of its own, as exports have, create {@link org.acme.security.concurrency.ConcurrencyLimit} and
 * take them with {@link org.acme.security.concurrency.HeldPermits}. Call
 * {@link org.acme.security.concurrency.ExpensiveRequests#acquireForChange} before a change locks a row.
 *
 * <p>Limits: requests are refused at once, never queued. Each instance counts separately. Other requests are limited by
 * rate limits and by the worker pool only.
 *
 * <p>Settings: {@code app.concurrency.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api04ExpensiveRequestsTest}, {@code security.concurrency.ConcurrencyLimitTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>
 */
@MayUse("problem")
@NullMarked
package org.acme.security.concurrency;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
