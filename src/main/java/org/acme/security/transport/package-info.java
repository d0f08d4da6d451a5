/**
 * Encryption in transit: TLS towards clients and the database.
 *
 * <p>Attack (API8:2023 Security Misconfiguration): an attacker reads or alters traffic between the service and its
 * clients or its database.
 *
 * <p>Use: nothing. {@code TransportConfig} says where TLS terminates. {@code TlsSettings} and {@code ServerKeys}
 * configure Quarkus' HTTP server. {@code UnencryptedRequestFilter} refuses requests that crossed a network unencrypted.
 * {@code DatabaseConfig} requires verified TLS to the database.
 *
 * <p>Limits: whether a request to a proxy was encrypted is known only from a trusted proxy
 * ({@code security.edge.RequestEncryption}).
 *
 * <p>Settings: {@code app.tls}, {@code app.tls.*}, {@code app.database.tls}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the line of {@code TlsSettings} in
 * {@code META-INF/services/io.smallrye.config.ConfigSourceInterceptor}.
 *
 * <p>Proof: {@code packaged.EncryptionInTransitIT}, {@code security.transport.TransportStartupCheckTest},
 * {@code security.transport.DatabaseTlsStartupCheckTest}, {@code security.transport.UnencryptedRequestTest}
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html">OWASP
 *     Transport Layer Security Cheat Sheet</a>
 */
@MayUse({"problem", "security.edge.ClientAddress", "security.edge.RequestEncryption"})
@NullMarked
package org.acme.security.transport;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
