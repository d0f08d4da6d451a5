package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Shares the outbox among instances: each mail is claimed by one of them at a time. */
@ApplicationScoped
class MailQueue {

    private static final Logger LOG = Logger.getLogger(MailQueue.class);

    private final AccountMails mails;
    private final Clock clock;

    MailQueue(AccountMails mails, Clock clock) {
        this.mails = mails;
        this.clock = clock;
    }

    @Transactional
    List<AccountMail> claim() {
        Instant now = clock.instant();
        List<AccountMail> due = mails.unscopedDue(now);
        List<AccountMail> expired =
                due.stream().filter(mail -> mail.expiresAt.isBefore(now)).toList();
        expired.forEach(mail -> {
            LOG.warnf("A mail is given up after %d attempts", mail.attempts);
            mails.delete(mail);
        });
        List<AccountMail> claimed =
                due.stream().filter(mail -> !expired.contains(mail)).toList();
        claimed.forEach(mail -> mail.claim(now));
        return claimed;
    }

    @Transactional
    void done(AccountMail mail) {
        mails.unscopedSent(mail.id);
    }
}
