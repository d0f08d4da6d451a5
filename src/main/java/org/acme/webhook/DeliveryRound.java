package org.acme.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.acme.security.outbound.OutboundConfig;
import org.jboss.logging.Logger;

/**
 * Carries deliveries to their receivers: soon after they were announced, and now and then what had to wait. It has
 * threads of its own, so that receivers that are slow hold up no request, and few, so that they do not multiply.
 */
@ApplicationScoped
class DeliveryRound {

    private static final Logger LOG = Logger.getLogger(DeliveryRound.class);
    private static final String METRIC = "palisade.webhook.calls";
    private static final int IDLE_SECONDS = 30;

    private final DeliveryQueue queue;
    private final Courier courier;
    private final OutboundConfig calls;
    private final ThreadPoolExecutor threads;

    DeliveryRound(
            DeliveryQueue queue, Courier courier, WebhookConfig config, OutboundConfig calls, MeterRegistry metrics) {
        this.queue = queue;
        this.courier = courier;
        this.calls = calls;
        this.threads = new ThreadPoolExecutor(
                0, config.parallelCalls(), IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "webhooks");
                    thread.setDaemon(true);
                    return thread;
                });
        new ExecutorServiceMetrics(threads, METRIC, List.of()).bindTo(metrics);
    }

    void announced(@Observes(during = TransactionPhase.AFTER_SUCCESS) Announcements.Announced event) {
        wake();
    }

    @Scheduled(every = "10s", delayed = "10s")
    void wake() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException allBusy) {
            LOG.debug("Whoever is done first goes on with it");
        }
    }

    /** Makes attempts until nothing is due. Whoever finds work calls for help, so that nobody waits behind it. */
    void run() {
        Optional<Attempt> next = claim();
        while (next.isPresent()) {
            wake();
            queue.done(next.get(), courier.deliver(next.get()));
            next = claim();
        }
    }

    private Optional<Attempt> claim() {
        return threads.isShutdown() ? Optional.empty() : queue.claim();
    }

    /** Attempts that have begun are brought to their end; what is cut off comes back when its claim runs out. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(calls.totalTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
