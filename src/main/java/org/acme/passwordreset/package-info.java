/**
 * Forgotten passwords: a link by e-mail sets a new password and ends all sessions (OWASP Forgot Password Cheat Sheet).
 */
@MayUse({
    "application",
    "mail",
    "problem",
    "security",
    "session.Credentials",
    "session.Revocation",
    "user.Account",
    "user.AccountSessions",
    "user.Accounts"
})
@NullMarked
package org.acme.passwordreset;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
