/** The caller's own account: read (REST and GraphQL), rename, change the password, manage the authenticator (REST). */
@MayUse({
    "application",
    "mail.CredentialChange",
    "mail.MailOutbox",
    "mfa.ConfirmTotp",
    "mfa.TotpService",
    "mfa.TotpView",
    "passwordreset.PasswordResets",
    "problem",
    "security",
    "session.Credentials",
    "session.Revocation",
    "user.Account",
    "user.Accounts"
})
@NullMarked
package org.acme.profile;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
