package org.acme.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** Closes what was cut off in its last attempt, and forgets what is old. Doing it on every instance does no harm. */
@ApplicationScoped
class DeliveryJobs {

    private static final Duration KEPT = Duration.ofDays(30);

    private final Deliveries deliveries;
    private final Clock clock;

    DeliveryJobs(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "1m")
    @Transactional
    void giveUp() {
        deliveries.unscopedGiveUp(clock.instant());
    }

    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void purge() {
        deliveries.unscopedPurge(clock.instant().minus(KEPT));
    }
}
