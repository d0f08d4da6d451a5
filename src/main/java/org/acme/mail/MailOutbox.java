package org.acme.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/**
 * Adds e-mail messages within the transaction of the change they belong to. No message is lost, and none is sent for a
 * change that is rolled back.
 */
@ApplicationScoped
public class MailOutbox {

    private final AccountMails mails;
    private final Event<MailAdded> added;
    private final Clock clock;

    MailOutbox(AccountMails mails, Event<MailAdded> added, Clock clock) {
        this.mails = mails;
        this.added = added;
        this.clock = clock;
    }

    public void addVerification(EmailAddress email, UUID registration) {
        add(AccountMail.ofRegistration(email, registration, clock.instant()));
    }

    public void addPasswordReset(EmailAddress email) {
        add(AccountMail.ofPasswordReset(email, clock.instant()));
    }

    private void add(AccountMail mail) {
        mails.persist(mail);
        added.fire(new MailAdded());
    }

    /** Tells {@link MailWorker} after the commit that a message is due. */
    record MailAdded() {}
}
