package org.acme.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.acme.shared.Purge;

/**
 * Scheduled jobs: closes deliveries whose last attempt was interrupted and deletes old ones. Safe to run on every
 * instance.
 */
@ApplicationScoped
class DeliveryJobs {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Deliveries deliveries;
    private final Purge purge;
    private final Clock clock;

    DeliveryJobs(Deliveries deliveries, Purge purge, Clock clock) {
        this.deliveries = deliveries;
        this.purge = purge;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "1m")
    @Transactional
    void giveUp() {
        deliveries.unscopedGiveUp(clock.instant());
    }

    @Scheduled(every = "1h", delayed = "1m")
    void purge() {
        purge.olderThan("webhook_deliveries", "created_at", clock.instant().minus(KEPT));
    }
}
