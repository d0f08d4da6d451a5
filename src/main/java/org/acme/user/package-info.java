/**
 * The user directory: list, read, create, change and delete users.
 *
 * <p>{@code session} and {@code account} may use {@link org.acme.user.Accounts}, the access for login and account
 * features; {@code session} observes {@link org.acme.user.AccountDisabled}. {@code report} may refer to
 * {@link org.acme.user.User} for the id and the name, find one with {@link org.acme.user.Users#named}, and wait for
 * {@link org.acme.user.SampleUsers}. {@code webhook} may ask {@link org.acme.user.Accounts} for permissions.
 */
@NullMarked
package org.acme.user;

import org.jspecify.annotations.NullMarked;
