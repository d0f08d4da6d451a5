package org.acme.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import org.acme.problem.Outages;
import org.acme.security.outbound.OutboundConfig;
import org.acme.shared.Workers;

/**
 * Carries deliveries to their receivers: soon after they were announced, and now and then what had to wait. It has
 * threads of its own, so that receivers that are slow hold up no request, and few, so that they do not multiply.
 */
@ApplicationScoped
class DeliveryRound {

    private static final String METRIC = "palisade.webhook.calls";

    private final OutboundConfig calls;
    private final Workers<Attempt> workers;

    DeliveryRound(
            DeliveryQueue queue, Courier courier, WebhookConfig config, OutboundConfig calls, MeterRegistry metrics) {
        this.calls = calls;
        this.workers = new Workers<>(
                "webhooks",
                config.parallelCalls(),
                queue::claim,
                attempt -> queue.done(attempt, courier.deliver(attempt)),
                Outages::is);
        new ExecutorServiceMetrics(workers.threads(), METRIC, List.of()).bindTo(metrics);
    }

    void announced(@Observes(during = TransactionPhase.AFTER_SUCCESS) Announcements.Announced event) {
        wake();
    }

    @Scheduled(every = "10s", delayed = "10s")
    void wake() {
        workers.wake();
    }

    /** Makes attempts until nothing is due. */
    void run() {
        workers.run();
    }

    /** Attempts that have begun are brought to their end; what is cut off comes back when its claim runs out. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        workers.stop(calls.totalTimeout());
    }
}
