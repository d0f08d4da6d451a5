package org.acme.mail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.acme.shared.EmailAddress;

/**
 * Adds e-mail messages within the transaction of the change they belong to. No message is lost, and none is sent for a
 * change that is rolled back.
 */
@ApplicationScoped
public class MailOutbox {

    /** About one kind of change, to one user, within an hour: more would hide messages about other kinds. */
    private static final int MAX_CHANGES = 5;

    private static final int MAX_ENTRIES = 10_000;

    private final EntityManager database;
    private final Event<MailAdded> added;
    private final Event<Told> telling;
    private final MailConfig config;
    private final Clock clock;
    private final Cache<Told, AtomicInteger> told;

    MailOutbox(
            EntityManager database,
            Event<MailAdded> added,
            Event<Told> telling,
            MailConfig config,
            Clock clock,
            Ticker ticker) {
        this.database = database;
        this.added = added;
        this.telling = telling;
        this.config = config;
        this.clock = clock;
        this.told = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(Duration.ofHours(1))
                .maximumSize(MAX_ENTRIES)
                .build();
    }

    record Told(EmailAddress email, CredentialChange change) {}

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
     * Nor does it add more than five messages about one kind of change for each user and instance, in the hour that
     * begins with the first.
     */
    public void addCredentialChange(EmailAddress email, CredentialChange change) {
        boolean delivers = config.host().isPresent() || LaunchMode.current() == LaunchMode.DEVELOPMENT;
        if (delivers && email.deliverable() && reserve(new Told(email, change))) {
            AccountMail mail = new AccountMail(null, email, clock.instant());
            mail.change = change.name();
            add(mail);
        }
    }

    /** Counts the message; false when there have been enough. */
    private boolean reserve(Told message) {
        telling.fire(message);
        return told.get(message, any -> new AtomicInteger()).incrementAndGet() <= MAX_CHANGES;
    }

    /** A change that is rolled back does not count. */
    void withdraw(@Observes(during = TransactionPhase.AFTER_FAILURE) Told message) {
        AtomicInteger count = told.getIfPresent(message);
        if (count != null) {
            count.decrementAndGet();
        }
    }

    private void add(AccountMail mail) {
        database.persist(mail);
        added.fire(new MailAdded());
    }

    /** Tells {@link MailWorker} after the commit that a message is due. */
    record MailAdded() {}
}
