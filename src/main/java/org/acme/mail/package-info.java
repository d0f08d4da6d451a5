/**
 * E-mail messages: an outbox in the database, and its worker.
 *
 * <p>How a message is sent: a feature adds a row with {@link org.acme.mail.MailOutbox} in the transaction of its
 * change. After the commit, {@code MailWorker} claims the row, the {@link org.acme.mail.MailTemplate} of its kind
 * writes the text and its token, if any, {@code MailSender} sends it to the mail server, and the row is deleted. A
 * failed message is retried with exponential back-off and the same token, and delays no other message.
 *
 * <p>{@link org.acme.mail.CredentialChange} lists the changes of which users are told in this way (ASVS V6.3.7).
 *
 * <p>Registrations and password resets do the same work for every e-mail address, because their template looks the
 * account up later.
 */
@MayUse({"outbox", "problem", "security.crypto", "security.edge.EdgeConfig"})
@NullMarked
package org.acme.mail;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;
