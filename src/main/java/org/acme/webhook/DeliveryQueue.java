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
import org.acme.outbox.BackOff;
import org.acme.security.outbound.OutboundConfig;

/**
 * Distributes deliveries over the workers of all instances. One worker serves a webhook at a time, and the webhook that
 * has waited longest comes next, regardless of the backlog of others.
 */
@ApplicationScoped
class DeliveryQueue implements MeterBinder {

    private static final String METRIC = "palisade.webhook.deliveries";

    /** A claim outlasts the maximum duration of a call by this margin, so that the worker can record the outcome. */
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

    /** Registers the counters at startup, so that the first failure is an increase. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (DeliveryStatus status : DeliveryStatus.values()) {
            registry.counter(METRIC, "outcome", label(status));
        }
    }

    /** A delivery that one worker has claimed until the webhook's {@code busyUntil}. */
    record Attempt(Webhook webhook, Delivery delivery) {}

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
        Instant now = clock.instant();
        double random = ThreadLocalRandom.current().nextDouble();
        // Released in the order of the claim, so that two transactions do not deadlock. When the attempt was not made,
        // the other deliveries of the webhook wait as well: each would be claimed and postponed in turn.
        webhooks.unscopedRelease(attempt.webhook(), outcome.made() ? null : now.plus(BackOff.after(1, random)));
        deliveries.unscopedCurrentAttempt(attempt.delivery()).ifPresent(delivery -> {
            delivery.end(outcome, now, random);
            metrics.counter(METRIC, "outcome", label(delivery.status)).increment();
        });
    }

    private static String label(DeliveryStatus status) {
        return status == DeliveryStatus.PENDING ? "postponed" : status.name().toLowerCase(Locale.ROOT);
    }
}
