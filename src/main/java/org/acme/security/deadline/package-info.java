/**
 * API4: a request that takes too long is refused, and has no effect afterwards; a response that is not read is given
 * up; a service that stops refuses no request that a balancer sent before it could know.
 *
 * <p>Attack: making requests hang, by load or through a slow database, until their responses are lost although their
 * effects are not; holding workers, memory and connections by not reading. Use: nothing; every request has a deadline,
 * and every JTA transaction of a request checks it as its last step before the commit. Limits: a commit that has been
 * sent is waited for, so its response may come later; what is not part of a transaction is not undone; the worker is
 * free when the database answers. It uses {@code security.hardening} for the place of its filter and for
 * {@code ClosingConnections}. To lift out: this package, {@code ClosingConnections}, its settings
 * {@code app.request-timeout} and {@code app.write-timeout}, and {@code quarkus.rest.output-buffer-size}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>;
 *     proof: {@code owasp.Api04RequestTimeoutTest}, {@code packaged.StoppingIT}, {@code owasp.Api04SlowReaderTest},
 *     {@code packaged.FrozenDatabaseIT}
 */
package org.acme.security.deadline;
