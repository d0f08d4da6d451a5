/**
 * Registration of accounts, which exist only after their e-mail address was confirmed.
 *
 * <p>Registrations for one address are independent of each other: a link creates the account with the name and password
 * of its own request.
 */
@MayUse({"application", "mail", "problem", "security", "user.Accounts"})
@NullMarked
package org.acme.registration;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
