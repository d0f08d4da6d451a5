/**
 * Login, refresh, re-authentication, logout, and the list of one's sessions.
 *
 * <p>It finds accounts through {@link org.acme.user.Accounts} and hears of {@link org.acme.user.AccountDisabled}.
 * {@code account} may ask {@link org.acme.session.Credentials} for a proof, end sessions by
 * {@link org.acme.session.Revocation}, and keeps the {@link org.acme.session.SecondFactor}.
 *
 * <p>Failed logins. {@code LoginThrottle} counts per account and device. A device is a network address with the name
 * that the program there gives itself; it is known when the account was logged in to from it since its password last
 * changed. Known devices are counted each on its own, all others together, so somebody who guesses from elsewhere makes
 * himself wait, not the owner. {@code ConsecutiveFailures} stops guessing after 100 failures in a row, until the
 * password is set anew or the owner uses a known device. Not covered: an attacker behind the owner's own address who
 * copies the name of the owner's program, and an owner who logs in from a new place while somebody is guessing.
 */
package org.acme.session;
