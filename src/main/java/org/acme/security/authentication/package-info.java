/**
 * Authentication of callers by access tokens and API keys, with immediate revocation.
 *
 * <p>Attack (API2:2023 Broken Authentication): forged, confused, expired or stolen tokens; credentials that work after
 * their revocation.
 *
 * <p>Use: inject {@link org.acme.security.authentication.CurrentCaller}. Issue tokens with
 * {@link org.acme.security.authentication.AccessTokens}. Implement
 * {@link org.acme.security.authentication.SessionLookup}, {@link org.acme.security.authentication.AccountLookup} and
 * {@link org.acme.security.authentication.ApiKeyLookup}, and for an external issuer
 * {@link org.acme.security.authentication.IssuerSessionStore}. Call
 * {@link org.acme.security.authentication.StateChanges#notifyInstances} in each transaction that changes a session,
 * account or API key. Ask {@link org.acme.security.authentication.CallerCheck} between the parts of a long response.
 * Mark sensitive operations with {@link org.acme.security.authentication.RequiresRecentLogin}. Passwords are a control
 * of their own, {@code security.password}.
 *
 * <p>Limits: other instances apply a change when its notification arrives, and after
 * {@code app.session.revocation-delay} at the latest.
 *
 * <p>Settings: {@code app.jwt.*}, {@code app.session.*}.
 *
 * <p>Copy along: what {@code docs/controls.md} names.
 *
 * <p>Proof: {@code owasp.Api02BrokenAuthenticationTest}, {@code owasp.Api02SessionsTest},
 * {@code owasp.Api02TokenSpellingTest}, {@code security.authentication.revocation.RevocationNotificationsTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/">API2:2023</a>
 */
@MayUse({
    "database",
    "problem",
    "security.crypto.DerivedKey",
    "security.crypto.EllipticCurves",
    "security.crypto.KeyMaterial",
    "security.crypto.Rfc4648Base64Url",
    "security.crypto.SecretTokens",
    "security.dpop.DpopProofs",
    "security.edge.ClientAddress",
    "security.issuer.IssuerKeysChanged", // external-issuer-only
    "security.issuer.IssuerLogin", // external-issuer-only
    "security.issuer.IssuerTokens" // external-issuer-only
})
@NullMarked
package org.acme.security.authentication;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
