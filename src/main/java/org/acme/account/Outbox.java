package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import org.acme.shared.EmailAddress;

/**
 * Takes mails in the transaction that they belong to: none is lost, and none is sent for a change that is rolled back.
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

    void addVerification(Registration registration) {
        add(AccountMail.of(registration, clock.instant()));
    }

    void addPasswordReset(EmailAddress email) {
        add(AccountMail.ofPasswordReset(email, clock.instant()));
    }

    private void add(AccountMail mail) {
        mails.persist(mail);
        added.fire(new MailAdded());
    }

    /** There is something to send once the transaction has committed. */
    record MailAdded() {}
}
