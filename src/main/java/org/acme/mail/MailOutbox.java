package org.acme.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;
import org.acme.shared.EmailAddress;

/**
 * Adds e-mail messages within the transaction of the change they belong to. No message is lost, and none is sent for a
 * change that is rolled back.
 */
@ApplicationScoped
public class MailOutbox {

    private final EntityManager database;
    private final Event<MailAdded> added;
    private final Clock clock;

    MailOutbox(EntityManager database, Event<MailAdded> added, Clock clock) {
        this.database = database;
        this.added = added;
        this.clock = clock;
    }

    public void addVerification(EmailAddress email, UUID registration) {
        add(new AccountMail(AccountMail.Kind.REGISTRATION, email, registration, clock.instant()));
    }

    public void addPasswordReset(EmailAddress email) {
        add(new AccountMail(AccountMail.Kind.PASSWORD_RESET, email, null, clock.instant()));
    }

    private void add(AccountMail mail) {
        database.persist(mail);
        added.fire(new MailAdded());
    }

    /** Tells {@link MailWorker} after the commit that a message is due. */
    record MailAdded() {}
}
