/**
 * The user directory: list, read, create, change, delete.
 *
 * <p>{@code session} and {@code account} may use {@link org.acme.user.Accounts}, the door for logins and for what
 * people do with their own account; {@code session} hears of {@link org.acme.user.AccountDisabled}. {@code report} may
 * refer to {@link org.acme.user.User} for the id and the name, ask {@link org.acme.user.Users#named} for one, and wait
 * for {@link org.acme.user.SampleUsers}. {@code webhook} may ask {@link org.acme.user.Accounts} who may do what.
 */
package org.acme.user;
