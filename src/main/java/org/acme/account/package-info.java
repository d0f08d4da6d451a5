/**
 * The user's own account: registration, e-mail confirmation, password reset, profile, password change, second factor.
 *
 * <p>It accesses accounts through {@link org.acme.user.Accounts}, verifies passwords with
 * {@link org.acme.session.Credentials}, ends sessions with {@link org.acme.session.Revocation}, and implements
 * {@link org.acme.session.SecondFactor}.
 *
 * <p>How an e-mail message is sent: the request adds a row to the outbox, the same for every e-mail address. After the
 * commit, {@code MailRound} claims the row, a {@code MailTemplate} writes the text and its token, {@code MailSender} sends
 * it to the mail server, and the row is deleted. A failed message is retried with exponential back-off and delays no
 * other message.
 */
@NullMarked
package org.acme.account;

import org.jspecify.annotations.NullMarked;
