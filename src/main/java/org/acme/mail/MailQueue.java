package org.acme.mail;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.acme.shared.Purge;
import org.hibernate.Timeouts;
import org.jboss.logging.Logger;

/** Distributes the outbox over workers and instances: each message is claimed by one worker at a time. */
@ApplicationScoped
class MailQueue {

    private static final Logger LOG = Logger.getLogger(MailQueue.class);
    private static final String DUE =
            "from AccountMail where %s and nextAttemptAt <= :now and expiresAt > :now order by nextAttemptAt";

    private static final int MAX_TIMEOUTS = 3;

    private final EntityManager database;
    private final MailConfig config;
    private final Purge purge;
    private final Clock clock;

    MailQueue(EntityManager database, MailConfig config, Purge purge, Clock clock) {
        this.database = database;
        this.config = config;
        this.purge = purge;
        this.clock = clock;
    }

    /** Claims the next message not yet attempted. {@link #discardExpired} deletes expired messages. */
    @Transactional
    Optional<AccountMail> claimNew() {
        return claim("attempts = 0");
    }

    /** Claims the next due message whose former attempts failed. */
    @Transactional
    Optional<AccountMail> claimRetry() {
        return claim("attempts > 0");
    }

    /** Of the messages that no other worker has locked, the one that has waited longest. */
    private Optional<AccountMail> claim(String condition) {
        Instant now = clock.instant();
        Optional<AccountMail> next = database.createQuery(DUE.formatted(condition), AccountMail.class)
                .setParameter("now", now)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", Timeouts.SKIP_LOCKED_MILLI)
                .getResultStream()
                .findFirst();
        next.ifPresent(mail -> mail.claim(now, config.timeout()));
        return next;
    }

    @Transactional
    void done(AccountMail mail) {
        database.createQuery("delete from AccountMail where id = :id")
                .setParameter("id", mail.id)
                .executeUpdate();
    }

    /**
     * Retries a message that timed out after a long pause, and twice at most: the mail server may have accepted it, and
     * each retry would send another copy.
     */
    @Transactional
    void timedOut(AccountMail mail) {
        if (mail.timeouts + 1 == MAX_TIMEOUTS) {
            LOG.warn("An e-mail message was discarded, because the mail server never accepted it in time");
            done(mail);
        } else {
            database.createQuery("update AccountMail set timeouts = timeouts + 1, nextAttemptAt = :next where id = :id")
                    .setParameter("next", clock.instant().plus(AccountMail.LONGEST_PAUSE))
                    .setParameter("id", mail.id)
                    .executeUpdate();
        }
    }

    /** Runs often, because each search for the next message reads past the expired ones. */
    @Scheduled(every = "1m", delayed = "1m")
    void discardExpired() {
        int discarded = purge.deleteOlderThan("account_mails", "expires_at", clock.instant());
        if (discarded > 0) {
            LOG.warn(discarded + " e-mail messages were discarded, because they were not sent in time");
        }
    }
}
