/**
 * Authentication of callers by access tokens and API keys, with immediate revocation.
 *
 * <p>Attack (API2:2023 Broken Authentication): forged, confused, expired or stolen tokens; credentials that work after
 * their revocation; weak passwords.
 *
 * <p>Use: inject {@link org.acme.security.authentication.Caller}. Issue tokens with
 * {@link org.acme.security.authentication.AccessTokens}. Implement
 * {@link org.acme.security.authentication.StoredSessions}, {@link org.acme.security.authentication.StoredAccounts} and
 * {@link org.acme.security.authentication.StoredApiKeys}. Call
 * {@link org.acme.security.authentication.StateChanges#announce} in each transaction that changes one. Mark sensitive
 * operations with {@link org.acme.security.authentication.RequiresRecentLogin}. Call
 * {@link org.acme.security.authentication.PasswordPolicy#check} before a password is set.
 *
 * <p>Limits: other instances apply a change when its notification arrives, and after
 * {@code app.session.revocation-delay} at the latest.
 *
 * <p>Settings: {@code app.jwt.*}, {@code app.session.*}.
 *
 * <p>Copy along: {@code problem}, {@code shared}, {@code database} for notifications, {@code security.crypto},
 * {@code ClientAddress} and {@code FilterOrder} of {@code security.hardening}; {@code security.breach} with
 * {@code security.outbound} for the password policy; quarkus-smallrye-jwt, Bouncy Castle for PEM files, Caffeine.
 *
 * <p>Proof: {@code owasp.Api02BrokenAuthenticationTest}, {@code owasp.Api02SessionsTest},
 * {@code owasp.Api02TokenSpellingTest}, {@code security.authentication.StrictIdentityTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/">API2:2023</a>
 */
@NullMarked
package org.acme.security.authentication;

import org.jspecify.annotations.NullMarked;
