package org.acme.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.acme.security.outbound.OutboundConfig;

/**
 * Shares the deliveries among workers of all instances: a webhook is one worker's at a time, and the one that has
 * waited longest for its turn comes next, however much there is for others.
 */
@ApplicationScoped
class DeliveryQueue implements MeterBinder {

    private static final String METRIC = "palisade.webhook.deliveries";

    /** How much longer than a call may take a webhook stays claimed, so that its worker can note the outcome. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final OutboundConfig calls;
    private final MeterRegistry metrics;
    private final Clock clock;

    DeliveryQueue(Webhooks webhooks, Deliveries deliveries, OutboundConfig calls, MeterRegistry metrics, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.calls = calls;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** From the start on, so that the first failure is an increase. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (DeliveryStatus status : DeliveryStatus.values()) {
            registry.counter(METRIC, "outcome", label(status));
        }
    }

    @Transactional
    Optional<Attempt> claim() {
        Instant now = clock.instant();
        return webhooks.unscopedNext(now)
                .flatMap(webhook ->
                        deliveries.unscopedNextOf(webhook, now).map(delivery -> claim(webhook, delivery, now)));
    }

    private Attempt claim(Webhook webhook, Delivery delivery, Instant now) {
        Instant until = now.plus(calls.totalTimeout()).plus(MARGIN);
        webhook.serve(now, until);
        delivery.begin(until);
        return new Attempt(webhook, delivery);
    }

    @Transactional
    void done(Attempt attempt, Outcome outcome) {
        // In the order in which they were claimed, so that two who hold them never wait for each other.
        webhooks.unscopedRelease(attempt.webhook());
        deliveries.unscopedUnderWay(attempt.delivery()).ifPresent(delivery -> {
            delivery.end(outcome, clock.instant(), ThreadLocalRandom.current().nextDouble());
            metrics.counter(METRIC, "outcome", label(delivery.status)).increment();
        });
    }

    private static String label(DeliveryStatus status) {
        return status == DeliveryStatus.PENDING ? "postponed" : status.name().toLowerCase(Locale.ROOT);
    }
}
