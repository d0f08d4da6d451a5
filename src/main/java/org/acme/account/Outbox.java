package org.acme.account;

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
class Outbox {

    private final AccountMails mails;
    private final Event<MailAdded> added;
    private final Clock clock;

    Outbox(AccountMails mails, Event<MailAdded> added, Clock clock) {
        this.mails = mails;
        this.added = added;
        this.clock = clock;
    }

    void addVerification(EmailAddress email, UUID registration) {
        add(AccountMail.ofRegistration(email, registration, clock.instant()));
    }

    void addPasswordReset(EmailAddress email) {
        add(AccountMail.ofPasswordReset(email, clock.instant()));
    }

    private void add(AccountMail mail) {
        mails.persist(mail);
        added.fire(new MailAdded());
    }

    /** Tells {@link MailRound} after the commit that a message is due. */
    record MailAdded() {}
}
