/**
 * The user directory: list, read, create, change and delete users.
 *
 * <p>Other features use {@link org.acme.user.Accounts}, the access for login and account features. {@code session}
 * implements {@link org.acme.user.AccountSessions}. {@code report} refers to {@link org.acme.user.User} for the id and
 * the name, and gets one with {@link org.acme.user.Users#reference} and {@link org.acme.user.Users#visibleLocked}.
 */
@MayUse({"application", "paging", "problem", "security"})
@NullMarked
package org.acme.user;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
