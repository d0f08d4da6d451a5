/**
 * API keys for programs. A user creates a key after recent authentication, with some of the user's permissions and a
 * lifetime of at most 366 days. The package locks the owner's account through {@link org.acme.user.Accounts}.
 */
@MayUse({
    "application",
    "mail.CredentialChange",
    "mail.MailOutbox",
    "paging",
    "problem",
    "security",
    "user.Account",
    "user.Accounts"
})
@NullMarked
package org.acme.apikey;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
