/**
 * Secure defaults at the edge: unambiguous URLs, security headers, CORS, trusted proxies.
 *
 * <p>Attack (API8:2023 Security Misconfiguration): a page of another origin reads responses or frames them; a path
 * bypasses a rule by its spelling; a client forges its address or trace id, or fills the metrics with invented methods
 * and paths.
 *
 * <p>Use: nothing. The filters install themselves in the order of {@link org.acme.shared.FilterOrder}. Inject
 * {@link org.acme.security.edge.ClientAddress} for the address of a client.
 *
 * <p>Limits: Vert.x's HTTP decoder limits the request line and the headers ({@code application.properties}, bounded by
 * {@code FrameworkConfig}). {@code UnreadableRequests} passes what it rejects to the filters; {@code ConnectionSetup}
 * relies on the names of Vert.x's handlers. Whether a proxy received a request without TLS is known only if the proxy
 * is trusted and reports it.
 *
 * <p>Settings: {@code app.cors.origins}, {@code app.public-url}, {@code app.security-headers}, {@code app.traces.tls},
 * {@code app.trusted-proxies}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the line of {@code TraceSettings} in
 * {@code META-INF/services/io.smallrye.config.ConfigSourceInterceptor}, and that of {@code HttpCodecProperties} in
 * {@code META-INF/services/io.smallrye.config.SmallRyeConfigBuilderCustomizer}. Give your filters their places in
 * {@code FilterOrder}.
 *
 * <p>Proof: {@code owasp.Api08SecurityMisconfigurationTest}, {@code owasp.Api08EveryResponseTest},
 * {@code owasp.Api08TraceContextTest}, {@code security.edge.TraceSettingsTest},
 * {@code security.edge.ClientAddressTest}, {@code security.edge.RequestEncryptionTest}, {@code operations.MetricsTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>
 */
@MayUse("problem")
@NullMarked
package org.acme.security.edge;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
