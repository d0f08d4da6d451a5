package org.acme.outbox;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Processes the items of a queue on its own threads, so that slow items delay no request. A failed item is logged,
 * stays in the queue and delays no other item.
 *
 * @param <T> the type of an item
 */
public final class Workers<T> {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final String FAILED = "%s failed to process an item, which stays in the queue: %s";
    private static final int IDLE_SECONDS = 30;

    private final String name;
    private final Supplier<Optional<T>> queue;
    private final Consumer<T> work;
    private final Predicate<Throwable> outage;
    private final ThreadPoolExecutor threads;
    private final AtomicBoolean unreadable = new AtomicBoolean();

    /**
     * @param name of the threads, also used in the log
     * @param max the maximum number of threads and of items processed concurrently
     * @param queue claims the next due item, so that no other worker takes it; empty when none is due. A claimed item
     *     must become due again after a pause, in case processing fails.
     * @param work processes an item
     * @param outage whether a failure is temporary, such as an unavailable database, and not a defect; it is logged as
     *     a warning
     */
    public Workers(String name, int max, Supplier<Optional<T>> queue, Consumer<T> work, Predicate<Throwable> outage) {
        this.name = name;
        this.queue = queue;
        this.work = work;
        this.outage = outage;
        this.threads = new ThreadPoolExecutor(
                max,
                max,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                new DefaultThreadFactory(name, true));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The threads, for metrics. */
    public ExecutorService threads() {
        return threads;
    }

    /** Starts another thread. When all are busy, the first one that finishes reads the queue once more. */
    public void wake() {
        try {
            threads.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // One is waiting already, or the system has no thread left; the caller, which has claimed an item, must go
            // on.
            LOG.debugf("No further thread of %s was started", name);
        }
    }

    /** Processes items until none is due. Each item wakes another thread, so that no item waits behind it. */
    public void run() {
        for (Optional<T> next = next(); next.isPresent(); next = next()) {
            wake();
            process(next.get());
        }
    }

    private Optional<T> next() {
        try {
            Optional<T> item = threads.isShutdown() ? Optional.empty() : queue.get();
            unreadable.set(false);
            return item;
        } catch (RuntimeException e) {
            // Logs once per outage, because the queue is read repeatedly.
            if (unreadable.compareAndSet(false, true)) {
                LOG.warnf("%s cannot read their queue: %s", name, e.getClass().getName());
            }
            return Optional.empty();
        }
    }

    /** Logs only the type of the failure, because messages of the database quote rows. */
    private void process(T item) {
        try {
            work.accept(item);
        } catch (RuntimeException e) {
            if (outage.test(e)) {
                LOG.warnf(FAILED, name, e.getClass().getName());
            } else {
                LOG.errorf(FAILED, name, e.getClass().getName());
            }
        }
    }

    /** Lets running items finish within the given time, then interrupts them. */
    public void stop(Duration time) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
