package org.acme.security.issuer;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.acme.problem.LogText;
import org.acme.security.outbound.CallFailed;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of the issuer. A thread of its own reads them at startup and at intervals, so that requests do not
 * wait. Only a request with an unknown key id waits for a reading; there is at most one at a time, and a pause after
 * it, however many key ids clients invent. When a reading fails, the last good keys stay in use. A key set without a
 * usable key withdraws them.
 */
@Singleton
class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private record Known(KeySet keys, long readAt) {}

    private final IssuerConfig config;
    private final IssuerCallsConfig calls;
    private final KeySource source;
    private final Event<IssuerKeysChanged> changes;
    private final Ticker ticker;
    private final ScheduledExecutorService thread;
    private volatile @Nullable Known known;
    private CompletableFuture<Duration> reading = CompletableFuture.completedFuture(Duration.ZERO);
    private long pausedSince;
    private boolean paused;
    private volatile @Nullable String logged;

    IssuerKeys(
            IssuerConfig config,
            IssuerCallsConfig calls,
            KeySource source,
            Event<IssuerKeysChanged> changes,
            Ticker ticker) {
        this.config = config;
        this.calls = calls;
        this.source = source;
        this.changes = changes;
        this.ticker = ticker;
        // Starts its thread with the first task, so that there is none without an external issuer.
        this.thread = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("issuer-keys", true));
    }

    void start(@Observes StartupEvent event) {
        if (config.mode().isExternal()) {
            thread.scheduleWithFixedDelay(this::read, 0, calls.refresh().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** The keys, at least one; null when none were published, or read within {@code app.issuer.keys-max-age}. */
    @Nullable
    KeySet current() {
        Known latest = known;
        return latest != null && isWithin(latest.readAt, calls.keysMaxAge().toNanos()) ? latest.keys.ifAny() : null;
    }

    /**
     * Completes when the key is known, or when no reading is due. Never fails and never blocks.
     *
     * @return zero when the key is known or was not among the keys that were read for this call; otherwise the rest of
     *     the pause, after which a retry can find the key
     */
    CompletableFuture<Duration> ready(@Nullable String id) {
        return holds(id) ? CompletableFuture.completedFuture(Duration.ZERO) : reread(id);
    }

    private boolean holds(@Nullable String id) {
        KeySet keys = current();
        // A token without a valid key id needs no reading: it is refused with any keys.
        return keys != null && (!KeySet.isId(id) || keys.has(id));
    }

    private synchronized CompletableFuture<Duration> reread(@Nullable String id) {
        boolean pausing = paused && isWithin(pausedSince, calls.refetchPause().toNanos());
        if (pausing || !reading.isDone()) {
            return reading.thenApply(former -> holds(id) ? Duration.ZERO : restOfPause());
        }
        paused = true;
        pausedSince = ticker.read();
        // After the shutdown, nothing is read any more.
        if (!thread.isShutdown()) {
            // The periodic reading may have brought the key meanwhile.
            reading = CompletableFuture.supplyAsync(() -> holds(id) || read(), thread)
                    .thenApply(read -> read ? Duration.ZERO : restOfPause());
        }
        return reading;
    }

    private synchronized Duration restOfPause() {
        Duration rest = calls.refetchPause().minusNanos(ticker.read() - pausedSince);
        return rest.isNegative() ? Duration.ofNanos(1) : rest;
    }

    private boolean isWithin(long start, long nanos) {
        return ticker.read() - start < nanos;
    }

    /** On the reading thread, or in tests. Whether the keys could be read. */
    boolean read() {
        try {
            Known former = known;
            KeySet keys = source.read();
            known = new Known(keys, ticker.read());
            if (former == null || !former.keys.equals(keys)) {
                changes.fire(new IssuerKeysChanged());
            }
            if (keys.isEmpty()) {
                failed("its key set has no key of app.issuer.algorithms, or only different keys with one kid");
            } else if (logged != null) {
                logged = null;
                LOG.info("The keys of the issuer can be read again");
            }
            return true;
        } catch (CallFailed | InvalidIssuerResponse e) {
            failed(LogText.of(e) + "; earlier ones stay in use for a time");
        } catch (RuntimeException e) {
            // An exception would end the schedule.
            LOG.errorf(LogText.trace(e), "The keys of the issuer could not be processed");
        }
        return false;
    }

    private void failed(String reason) {
        if (!reason.equals(logged)) {
            logged = reason;
            LOG.warnf("The keys of the issuer cannot be read: %s", reason);
        }
    }
}
