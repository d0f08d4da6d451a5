/**
 * One-time passwords as a second factor: enrolment, verification, recovery codes (RFC 6238).
 *
 * <p>{@code session} asks for the second factor through {@link org.acme.session.SecondFactor}, which this package
 * implements. Secrets are encrypted; each time step and each recovery code is accepted once.
 */
@MayUse({
    "application",
    "mail.CredentialChange",
    "mail.MailOutbox",
    "problem",
    "security",
    "session.Revocation",
    "session.SecondFactor",
    "user.Account",
    "user.Accounts"
})
@NullMarked
package org.acme.mfa;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
