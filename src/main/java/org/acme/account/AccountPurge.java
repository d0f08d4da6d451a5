package org.acme.account;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.acme.shared.Purge;
import org.jboss.logging.Logger;

/**
 * Deletes expired registrations and password resets every hour, expired e-mail messages every minute. Safe to run on
 * every instance.
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
    }

    /** Runs often, because each search for the next message reads past the expired ones. */
    @Scheduled(every = "1m", delayed = "1m")
    void discardExpired() {
        int discarded = purge.olderThan("account_mails", END, clock.instant());
        if (discarded > 0) {
            LOG.warn(discarded + " e-mail messages were discarded, because they were not sent in time");
        }
    }
}
