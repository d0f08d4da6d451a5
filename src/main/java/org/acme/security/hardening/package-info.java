/**
 * API8: nothing is open by default, and nothing insecure starts.
 *
 * <p>Attack: reading answers from a foreign page, framing them, smuggling a path past a rule, running with dev mode's
 * keys, writing one's own address, reading along between the service and its clients or its database. Use: the filters
 * install themselves; their order stands in {@link org.acme.security.hardening.FilterOrder}; ask
 * {@link org.acme.security.hardening.ClientAddress} who calls. Limits: the codec bounds the request line (64 KiB) and
 * headers (128 KiB); what it gives up on is refused like all others by way of {@code UnreadableRequests}, which relies
 * on names that Vert.x gives its handlers. {@code StrictRequestDecoder} is that codec without its leniency. What a
 * proxy received without TLS is known only if it is trusted and says so. To lift out: this package, its two entries
 * below {@code META-INF/services}, and its settings {@code app.cors.origins}, {@code app.public-url},
 * {@code app.security-headers}, {@code app.trusted-proxies}, {@code app.tls}, {@code app.database.tls}.
 *
 * <p>Encryption in transit: {@code TransportConfig} says who ends TLS, {@code TlsSettings} and {@code ServerKeys} hand
 * that on to Quarkus' HTTP server, {@code Transit} tells how a request came, {@code ClearTextRefusal} turns it away.
 * {@code VerifiedDatabase} looks after the other side.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>; proof:
 *     {@code owasp.Api08SecurityMisconfigurationTest}, {@code owasp.Api08EveryResponseTest},
 *     {@code security.hardening.ClientAddressTest}, {@code security.hardening.TransitTest},
 *     {@code security.hardening.SafeTransportTest}, {@code security.hardening.VerifiedDatabaseTest}
 */
package org.acme.security.hardening;
