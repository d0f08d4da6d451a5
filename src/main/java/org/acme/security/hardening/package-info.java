/**
 * Secure defaults at the edge: unambiguous URLs, security headers, CORS, TLS, trusted proxies, and startup checks.
 *
 * <p>Attack (API8:2023 Security Misconfiguration): a page of another origin reads responses or frames them; a path
 * bypasses a rule by its spelling; production runs with the keys of dev mode; a client forges its address; an attacker
 * reads traffic between the service and its clients or its database.
 *
 * <p>Use: nothing. The filters install themselves in the order of {@link org.acme.security.hardening.FilterOrder}.
 * Inject {@link org.acme.security.hardening.ClientAddress} for the address of a client.
 *
 * <p>Limits: Vert.x's HTTP decoder limits the request line (64 KiB) and headers (128 KiB). {@code UnreadableRequests}
 * passes what it rejects to the filters, and relies on the names of Vert.x's handlers. Whether a proxy received a
 * request without TLS is known only if the proxy is trusted and reports it.
 *
 * <p>Settings: {@code app.cors.origins}, {@code app.public-url}, {@code app.security-headers},
 * {@code app.trusted-proxies}, {@code app.tls}, {@code app.tls.*}, {@code app.database.tls}.
 *
 * <p>Copy along: {@code problem}, {@code shared}; {@code META-INF/services/io.smallrye.config.ConfigSourceFactory} and
 * {@code META-INF/services/io.smallrye.config.SmallRyeConfigBuilderCustomizer}.
 *
 * <p>Proof: {@code owasp.Api08SecurityMisconfigurationTest}, {@code owasp.Api08EveryResponseTest},
 * {@code security.hardening.ClientAddressTest}, {@code security.hardening.RequestEncryptionTest},
 * {@code security.hardening.SafeTransportTest}, {@code security.hardening.VerifiedDatabaseTest}
 *
 * <p>Encryption in transit: {@code TransportConfig} says where TLS terminates. {@code TlsSettings} and
 * {@code ServerKeys} configure Quarkus' HTTP server. {@code RequestEncryption} determines whether a request was
 * encrypted, and {@code ClearTextRefusal} refuses it otherwise. {@code VerifiedDatabase} requires verified TLS to the
 * database.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>
 */
@NullMarked
package org.acme.security.hardening;

import org.jspecify.annotations.NullMarked;
