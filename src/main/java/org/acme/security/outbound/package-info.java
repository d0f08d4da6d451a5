/**
 * API7 and API10: calls that cannot be turned inward, and answers that cannot hurt.
 *
 * <p>Attack: giving a URL that leads to the inside, by its spelling, by a name whose address changes after the check,
 * or by a redirect; answering without end. Use: {@link org.acme.security.outbound.UrlGuard} when a URL is stored,
 * {@link org.acme.security.outbound.SafeCalls} to call it; {@link org.acme.security.outbound.Upstreams} for services
 * that a setting names, which may stand inside, under the same limits. Every call looks its name up once and connects
 * to what was found, by Vert.x's client, because Java's own looks names up itself; TLS still verifies the name. A trust
 * store other than Java's is the one of {@code quarkus.tls.outbound}.
 *
 * <p>Limits: a network that translates a public IPv6 prefix of its own to inside addresses (RFC 6052) must keep this
 * service out of it. What a user learns is the reason of a refusal, the status and the time that a call took. The
 * system's resolver may keep a thread busy after we gave up on it, 32 at most. {@code app.outbound.test-networks} is
 * for tests and dev mode: production refuses to start with it. To lift out: this package, Vert.x, and its settings
 * {@code app.outbound.*}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/">API7:2023</a>;
 *     proof: {@code owasp.Api07ServerSideRequestForgeryTest}, {@code security.outbound.PublicAddressesTest},
 *     {@code security.outbound.SafeUrlTest}, {@code security.outbound.UrlFuzzTest},
 *     {@code security.outbound.HostileReceiverTest}
 */
package org.acme.security.outbound;
