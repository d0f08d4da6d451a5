package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Distributes the outbox over workers and instances: each message is claimed by one worker at a time. */
@ApplicationScoped
class MailQueue {

    private static final Logger LOG = Logger.getLogger(MailQueue.class);

    private final AccountMails mails;
    private final MailConfig config;
    private final Clock clock;

    MailQueue(AccountMails mails, MailConfig config, Clock clock) {
        this.mails = mails;
        this.config = config;
        this.clock = clock;
    }

    /** Claims the next due message and discards expired messages before it. */
    @Transactional
    Optional<AccountMail> claim() {
        Instant now = clock.instant();
        Optional<AccountMail> next = mails.unscopedNext(now);
        while (next.filter(mail -> mail.expiresAt.isBefore(now)).isPresent()) {
            LOG.warn("An e-mail message was discarded after " + next.get().attempts + " attempts");
            mails.delete(next.get());
            next = mails.unscopedNext(now);
        }
        next.ifPresent(mail -> mail.claim(now, config.timeout()));
        return next;
    }

    @Transactional
    void done(AccountMail mail) {
        mails.unscopedSent(mail.id);
    }
}
