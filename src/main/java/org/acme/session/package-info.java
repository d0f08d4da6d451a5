/**
 * Login, refresh, re-authentication, logout and the list of the caller's sessions.
 *
 * <p>It finds accounts through {@link org.acme.user.Accounts} and implements {@link org.acme.user.AccountSessions}.
 * Other features verify passwords with {@link org.acme.session.Credentials} and revoke sessions with
 * {@link org.acme.session.Revocation}. {@code mfa} implements {@link org.acme.session.SecondFactor}.
 *
 * <p>Failed logins: {@code LoginThrottle} delays guesses for each account and device, {@code ConsecutiveFailures} stops
 * them, and {@code SuspiciousLogins} requires a proof of work. A device is a network address together with the
 * {@code User-Agent}. It is known when a stored session of the account began on it since the last password change. All
 * unknown devices share one count, so an attacker elsewhere does not make the owner wait. After 100 consecutive
 * failures of an account on any device, only known devices are admitted; after 200, none, until the password is set.
 */
@MayUse({"application", "paging", "problem", "security", "user.Account", "user.AccountSessions", "user.Accounts"})
@NullMarked
package org.acme.session;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
