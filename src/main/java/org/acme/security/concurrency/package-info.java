/**
 * API4: few expensive requests run at one time, of one caller and on one instance.
 *
 * <p>Attack: one caller sends many searches or GraphQL requests at one time, within the rate limits, until they hold
 * every connection to the database and every other caller waits or gets 503; the same by many callers together; or
 * until their results fill the memory. Use: call {@link org.acme.security.concurrency.ExpensiveRequests#begin} before
 * the first expensive step of a request. What needs bounds of its own, such as exports, has
 * {@link org.acme.security.concurrency.Places} of its own, held by {@link org.acme.security.concurrency.HeldPlaces}.
 * Nothing waits for a place: a request without one is refused at once. Limits: each instance counts for itself;
 * requests that are not expensive are bounded by the rate limits and by the pool of worker threads.
 *
 * <p>It uses {@code problem} and {@code shared}. To lift out: this package and the settings {@code app.concurrency.*}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>;
 *     proof: {@code owasp.Api04ExpensiveRequestsTest}, {@code security.concurrency.PlacesTest}
 */
package org.acme.security.concurrency;
