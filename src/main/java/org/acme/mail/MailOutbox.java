package org.acme.mail;

import io.quarkus.runtime.LaunchMode;
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
    private final MailConfig config;
    private final Clock clock;

    MailOutbox(EntityManager database, Event<MailAdded> added, MailConfig config, Clock clock) {
        this.database = database;
        this.added = added;
        this.config = config;
        this.clock = clock;
    }

    public void addVerification(EmailAddress email, UUID registration) {
        AccountMail mail = new AccountMail(AccountMail.Kind.REGISTRATION, email, clock.instant());
        mail.registrationId = registration;
        add(mail);
    }

    public void addPasswordReset(EmailAddress email) {
        add(new AccountMail(AccountMail.Kind.PASSWORD_RESET, email, clock.instant()));
    }

    /**
     * Adds nothing when no message can arrive: in production without a mail server, and for users without an address.
     */
    public void addCredentialChange(EmailAddress email, CredentialChange change) {
        boolean delivers = config.host().isPresent() || LaunchMode.current() == LaunchMode.DEVELOPMENT;
        if (delivers && email.deliverable()) {
            AccountMail mail = new AccountMail(null, email, clock.instant());
            mail.change = change;
            add(mail);
        }
    }

    private void add(AccountMail mail) {
        database.persist(mail);
        added.fire(new MailAdded());
    }

    /** Tells {@link MailWorker} after the commit that a message is due. */
    record MailAdded() {}
}
