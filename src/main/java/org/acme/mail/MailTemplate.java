package org.acme.mail;

import java.util.Optional;
import java.util.UUID;
import org.acme.shared.EmailAddress;
import org.jspecify.annotations.Nullable;

/** Writes the e-mail messages of one kind. The feature that requests such messages implements it. */
public interface MailTemplate {

    AccountMail.Kind kind();

    /**
     * Writes the message when it is sent, outside the request that asked for it.
     *
     * @param registration the registration that the message confirms; null for other kinds
     * @return empty when no message is to be sent, such as for a password reset without an account
     */
    Optional<EmailMessage> message(EmailAddress email, @Nullable UUID registration);
}
