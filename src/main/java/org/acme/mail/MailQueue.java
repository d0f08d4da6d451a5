package org.acme.mail;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.acme.shared.Purge;
import org.jboss.logging.Logger;

/** Distributes the outbox over workers and instances: each message is claimed by one worker at a time. */
@ApplicationScoped
class MailQueue {

    private static final Logger LOG = Logger.getLogger(MailQueue.class);

    private final AccountMails mails;
    private final MailConfig config;
    private final Purge purge;
    private final Clock clock;

    MailQueue(AccountMails mails, MailConfig config, Purge purge, Clock clock) {
        this.mails = mails;
        this.config = config;
        this.purge = purge;
        this.clock = clock;
    }

    /** Claims the next message not yet attempted. {@link #discardExpired} deletes expired messages. */
    @Transactional
    Optional<AccountMail> claimNew() {
        Instant now = clock.instant();
        return mails.unscopedNew(now).map(mail -> claimed(mail, now));
    }

    /** Claims the next due message whose former attempts failed. */
    @Transactional
    Optional<AccountMail> claimRetry() {
        Instant now = clock.instant();
        return mails.unscopedRetry(now).map(mail -> claimed(mail, now));
    }

    private AccountMail claimed(AccountMail mail, Instant now) {
        mail.claim(now, config.timeout());
        return mail;
    }

    @Transactional
    void done(AccountMail mail) {
        mails.unscopedSent(mail.id);
    }

    /** Runs often, because each search for the next message reads past the expired ones. */
    @Scheduled(every = "1m", delayed = "1m")
    void discardExpired() {
        int discarded = purge.olderThan("account_mails", "expires_at", clock.instant());
        if (discarded > 0) {
            LOG.warn(discarded + " e-mail messages were discarded, because they were not sent in time");
        }
    }
}
