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

    void add(AccountMail.Kind kind, EmailAddress email) {
        mails.persist(new AccountMail(kind, email, clock.instant()));
        added.fire(new MailAdded());
    }

    /** There is something to send once the transaction has committed. */
    record MailAdded() {}
}
