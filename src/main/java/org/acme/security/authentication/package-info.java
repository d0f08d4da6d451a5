/**
 * API2: who is calling.
 *
 * <p>Attack: a forged, confused, expired or borrowed token. Use: inject
 * {@link org.acme.security.authentication.Caller}; issue tokens with
 * {@link org.acme.security.authentication.AccessTokens}. Limits: a token is good until it expires. It implements
 * {@code security.crypto.KeyMaterial}, because what is derived from the signing key must be derived here. To lift out:
 * this package, its settings {@code app.jwt.*} and quarkus-smallrye-jwt.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/">API2:2023</a>; proof:
 *     {@code owasp.Api02BrokenAuthenticationTest}
 */
package org.acme.security.authentication;
