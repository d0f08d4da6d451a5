/**
 * Login, refresh, re-authentication, logout and the list of the caller's sessions.
 *
 * <p>It finds accounts through {@link org.acme.user.Accounts} and implements {@link org.acme.user.AccountSessions}.
 * Other features verify passwords with {@link org.acme.session.Credentials} and revoke sessions with
 * {@link org.acme.session.Revocation}. {@code mfa} implements {@link org.acme.session.SecondFactor}.
 *
 * <p>Failed logins: {@code LoginThrottle} counts per account and device. A device is a network address together with
 * the {@code User-Agent}. It is known when a session of the account began on it since the last password change;
 * sessions are deleted seven days after their end. Each known device has its own count; all unknown devices share one,
 * so an attacker elsewhere does not make the owner wait. {@code ConsecutiveFailures} stops guessing after 100
 * consecutive failures on unknown devices, until the password is changed; known devices still log in.
 * {@code SuspiciousLogins} requires a proof of work after failures of an account or a network address. Limits: an
 * attacker behind the owner's address who copies the owner's {@code User-Agent}, and an owner who logs in from a new
 * device during an attack.
 */
@MayUse({"application", "paging", "problem", "security", "user.Account", "user.AccountSessions", "user.Accounts"})
@NullMarked
package org.acme.session;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
