/**
 * Calls to URLs of users and to configured upstreams, protected against SSRF and with limits on every phase.
 *
 * <p>Attack (API7:2023 Server Side Request Forgery, API10:2023 Unsafe Consumption of APIs): a URL leads to an internal
 * service, by its spelling, by a name whose address changes after the check, or by a redirect; a server responds
 * without end.
 *
 * <p>Use: call {@link org.acme.security.outbound.UrlGuard} when a URL is stored, and
 * {@link org.acme.security.outbound.SafeCalls} to call it. Use {@link org.acme.security.outbound.Upstreams} for
 * configured services, which may be internal, with limits of their own on the same phases, except that
 * {@code resolve-timeout} and {@code parallel-calls} of {@code app.outbound} also apply to their name lookups. Each
 * call resolves its name once and connects to that address; TLS verifies the name. The client is Vert.x's, because
 * Java's resolves names itself.
 *
 * <p>Limits: if a network translates a public IPv6 prefix to internal addresses (RFC 6052), block the service from it.
 * A user learns the reason of a refusal, and the status and duration of a call. A name lookup can occupy a thread after
 * its timeout; there are twice as many threads as calls, a quarter of them for one user. While none is free,
 * {@link org.acme.security.outbound.LookupsBusy} is thrown. Production refuses {@code app.outbound.test-networks},
 * which is for dev mode and tests.
 *
 * <p>Settings: {@code app.outbound.*}; {@code quarkus.tls.outbound} for a trust store other than Java's.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api07ServerSideRequestForgeryTest}, {@code security.outbound.address.PublicAddressesTest},
 * {@code security.outbound.SafeUrlTest}, {@code security.outbound.UrlFuzzTest},
 * {@code security.outbound.HostileReceiverTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/">API7:2023</a>
 */
@MayUse({})
@NullMarked
package org.acme.security.outbound;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
