package org.acme.mail;

import java.util.Optional;

/** Writes the e-mail messages of one kind. Features implement it for their own messages. */
public interface MailTemplate {

    AccountMail.Kind kind();

    /**
     * Writes the message when it is sent, outside the request that asked for it.
     *
     * @return empty when no message is to be sent, such as for a password reset without an account
     */
    Optional<EmailMessage> message(MailRequest request);
}
