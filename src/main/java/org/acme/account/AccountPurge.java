package org.acme.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.acme.shared.Purge;
import org.jboss.logging.Logger;

/**
 * Deletes registrations and password resets that were not completed, and e-mail messages that could not be sent. Every
 * instance does it; doing it twice does no harm.
 */
@ApplicationScoped
class AccountPurge {

    private static final Logger LOG = Logger.getLogger(AccountPurge.class);
    private static final String END = "expires_at";

    private final Purge purge;
    private final Clock clock;

    AccountPurge(Purge purge, Clock clock) {
        this.purge = purge;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m")
    void run() {
        Instant now = clock.instant();
        purge.olderThan("registrations", END, now);
        purge.olderThan("password_resets", END, now);
        int givenUp = purge.olderThan("account_mails", END, now);
        if (givenUp > 0) {
            LOG.warn(givenUp + " e-mail messages were discarded, because they were not sent in time");
        }
    }
}
