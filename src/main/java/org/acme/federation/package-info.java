/**
 * Accounts and sessions of users of an external issuer: the account that a token's {@code iss} and {@code sub}
 * identify, the session of a login at the issuer, and its end (OpenID Connect Back-Channel Logout 1.0).
 *
 * <p>It implements {@link org.acme.security.authentication.IssuerSessionStore}. An account is never found by an e-mail
 * address. The role in the database decides. With a role table ({@code app.issuer.roles}), the newest token changes the
 * role to the claimed one unless an administrator has changed it here, and each token has at most the permissions of
 * the role that it claims.
 *
 * <p>Its operations exist with {@code app.issuer=external} only. To use one issuer only, see {@code docs/issuer.md}.
 */
@MayUse({
    "application",
    "mail.CredentialChange",
    "mail.MailOutbox",
    "problem",
    "security",
    "session.FederatedSessions",
    "user.Account",
    "user.AccountSessions",
    "user.Accounts",
    "user.FederatedAccounts",
    "user.Users"
})
@NullMarked
package org.acme.federation;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
