package org.acme.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Distributes the outbox over workers and instances: each message is claimed by one worker at a time. */
@ApplicationScoped
class MailQueue {

    private final AccountMails mails;
    private final MailConfig config;
    private final Clock clock;

    MailQueue(AccountMails mails, MailConfig config, Clock clock) {
        this.mails = mails;
        this.config = config;
        this.clock = clock;
    }

    /** Claims the next message not yet attempted. {@link AccountPurge} discards expired messages. */
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
}
