package org.acme.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import org.acme.outbox.Workers;
import org.acme.problem.Outages;
import org.acme.security.outbound.OutboundConfig;
import org.acme.webhook.DeliveryQueue.Attempt;

/**
 * Sends deliveries: new ones right after the commit, delayed ones periodically. It has its own small thread pool, so
 * that slow receivers delay no request.
 */
@ApplicationScoped
class DeliveryWorker {

    private static final String METRIC = "palisade.webhook.calls";

    private final OutboundConfig calls;
    private final Workers<Attempt> workers;

    DeliveryWorker(
            DeliveryQueue queue,
            WebhookSender webhookSender,
            WebhookConfig config,
            OutboundConfig calls,
            MeterRegistry metrics) {
        this.calls = calls;
        this.workers = new Workers<>(
                "webhooks",
                config.parallelCalls(),
                queue::claim,
                attempt -> queue.done(attempt, webhookSender.deliver(attempt)),
                Outages::isDuringJob);
        new ExecutorServiceMetrics(workers.threads(), METRIC, List.of()).bindTo(metrics);
    }

    void announced(@Observes(during = TransactionPhase.AFTER_SUCCESS) EventFanOut.DeliveriesAdded event) {
        wake();
    }

    @Scheduled(every = "10s", delayed = "10s")
    void wake() {
        workers.wake();
    }

    void run() {
        workers.run();
    }

    /** Lets running attempts finish. An interrupted one is retried when its claim expires. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        workers.stop(calls.totalTimeout());
    }
}
