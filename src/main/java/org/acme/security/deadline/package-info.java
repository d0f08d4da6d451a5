/**
 * Time limits for requests and responses, and a graceful stop.
 *
 * <p>Attack (API4:2023 Unrestricted Resource Consumption): load or a slow database delays responses until clients have
 * given up, although the effects remain; clients that do not read occupy workers, memory and connections.
 *
 * <p>Use: nothing. Every request has a time limit, and each of its JTA transactions checks it as the last step before
 * the commit. When the service stops, it serves the requests that a load balancer still sends.
 *
 * <p>Limits: a commit in progress is waited for, so its response may be late. A request can take the timeout twice:
 * until its body is read, and after the body has arrived. Effects outside a transaction are not undone. The worker
 * thread stays busy until the database responds.
 *
 * <p>Settings: {@code app.request-timeout}, {@code app.write-timeout}, {@code quarkus.shutdown.delay},
 * {@code quarkus.http.idle-timeout}, {@code quarkus.management.idle-timeout}, which both have an upper bound,
 * {@code quarkus.rest.output-buffer-size}.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api04RequestTimeoutTest}, {@code packaged.StoppingIT}, {@code owasp.Api04SlowReaderTest},
 * {@code packaged.FrozenDatabaseIT}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/">API4:2023</a>
 */
@MayUse({"problem", "security.edge.ClosingConnectionFilter"})
@NullMarked
package org.acme.security.deadline;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
