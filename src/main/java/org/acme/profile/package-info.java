/** The caller's own account: read, rename, change the password. Over REST and GraphQL. */
@MayUse({
    "application",
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
