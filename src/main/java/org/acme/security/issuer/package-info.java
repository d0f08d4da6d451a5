/**
 * Verification of tokens of an external OpenID Connect issuer.
 *
 * <p>Attack (API2:2023 Broken Authentication, API10:2023 Unsafe Consumption of APIs): forged or confused tokens, ID
 * tokens and tokens for other services; requests with invented key ids that make the service call the issuer; an issuer
 * whose documents are endless, slow, redirected or malformed.
 *
 * <p>Use: set {@code app.issuer=external}. {@link org.acme.security.issuer.IssuerTokens} verifies access tokens and
 * logout tokens. {@code authentication} calls it for each token that is not cached. Provide tables and sessions for
 * logins at the issuer, as {@code federation} does.
 *
 * <p>Limits: an access token is not introspected, so a revocation at the issuer takes effect when the issuer sends a
 * logout token or the access token expires. During an outage of the issuer, keys that it has withdrawn are trusted for
 * at most {@code app.issuer.keys-max-age}. Only one issuer.
 *
 * <p>Settings: {@code app.issuer} and {@code app.issuer.*}; {@code quarkus.tls.issuer} for a trust store other than
 * Java's.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api02ExternalIssuerTest}, {@code security.issuer.IssuerTokensTest},
 * {@code security.issuer.KeySetTest}, {@code security.issuer.IssuerKeysTest},
 * {@code security.issuer.IssuerStartupCheckTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/">API2:2023</a>
 */
@MayUse({
    "problem",
    "security.crypto.JwsAlgorithm",
    "security.crypto.Rfc4648Base64Url",
    "security.crypto.SecretTokens",
    "security.outbound.OutboundResponse",
    "security.outbound.CallFailed",
    "security.outbound.Limits",
    "security.outbound.Upstream",
    "security.outbound.Upstreams"
})
@NullMarked
package org.acme.security.issuer;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
