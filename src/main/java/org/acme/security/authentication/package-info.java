/**
 * API2: who is calling.
 *
 * <p>Attack: a forged, confused, expired, borrowed or stolen token; a credential that lives on after it was revoked.
 * Use: inject {@link org.acme.security.authentication.Caller}; issue tokens with
 * {@link org.acme.security.authentication.AccessTokens}; implement the three {@code Stored…} interfaces where sessions,
 * accounts and API keys are kept; announce every change of them by
 * {@link org.acme.security.authentication.StateChanges}; mark sensitive operations with
 * {@link org.acme.security.authentication.RequiresRecentLogin}; ask
 * {@link org.acme.security.authentication.PasswordPolicy} before a password is set. Limits: a change made on another
 * instance is noticed within {@code app.session.revocation-delay}. It uses {@code security.crypto} to hash keys and
 * devices and to derive keys from the signing key, {@code security.hardening} for the place of its filter and the
 * client's address, {@code security.breach} to keep known passwords out, and {@code database} for the connection that
 * receives notifications. To lift out: this package, {@code security.crypto}, {@code database}, its settings
 * {@code app.jwt.*} and {@code app.session.*}, and quarkus-smallrye-jwt.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/">API2:2023</a>; proof:
 *     {@code owasp.Api02BrokenAuthenticationTest}
 */
package org.acme.security.authentication;
