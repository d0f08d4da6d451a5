/**
 * The user directory: list, read, create, change, delete.
 *
 * <p>{@code session} may use {@link org.acme.user.Accounts}, the door for logins. {@code report} may refer to
 * {@link org.acme.user.User} for the id and the name, ask {@link org.acme.user.Users#named} for one, and wait for
 * {@link org.acme.user.SampleUsers}.
 */
package org.acme.user;
