package org.acme.security.deadline;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serializes the timeout and the effects of one request. When its time is over, the request begins no further commit
 * unless its response has begun. It gets 503 unless its response begins before, during a commit, or shortly after one:
 * only the database knows the outcome of a commit.
 */
final class RequestDeadline {

    private static final String KEY = RequestDeadline.class.getName();
    private static final long TIME_TO_RESPOND = Duration.ofMillis(200).toNanos();

    private final Ticker time;
    private final Duration timeout;
    private long startNanos;
    private boolean suspended;
    private boolean abandoned;
    private boolean timedOut;
    private boolean responding;
    private int commits;
    private boolean committed;
    private long committedNanos;
    private boolean overdue;

    RequestDeadline(Ticker time, Duration timeout) {
        this.time = time;
        this.timeout = timeout;
        this.startNanos = time.read();
    }

    static void begin(RoutingContext ctx, Ticker time, Duration timeout) {
        ctx.put(KEY, new RequestDeadline(time, timeout));
    }

    static RequestDeadline of(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    /** The deadline of the current request; null outside a request. */
    static @Nullable RequestDeadline current(CurrentVertxRequest request) {
        RoutingContext ctx = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return ctx == null ? null : of(ctx);
    }

    /** Stops the time until {@link #restart}. */
    synchronized void suspend() {
        suspended = true;
    }

    /** @return false when the request has timed out */
    synchronized boolean restart() {
        suspended = false;
        overdue = timedOut;
        startNanos = time.read();
        return !timedOut;
    }

    /** The time until the deadline, rounded up; the whole timeout while the time is stopped. */
    synchronized long millisLeft() {
        Duration passed = suspended ? Duration.ZERO : Duration.ofNanos(time.read() - startNanos);
        return timeout.minus(passed).plusNanos(999_999).toMillis();
    }

    /**
     * Times the request out, unless its response is being written or a transaction is being committed.
     *
     * @param refusal writes the 503 response; meanwhile, the request can neither write a response nor commit
     * @return false while a commit is in progress and for a moment after it, so that the caller tries again: a request
     *     that has just had its effect has time to begin its response. Until then, it begins no further commit.
     */
    synchronized boolean timeOut(Runnable refusal) {
        overdue = true;
        if (commits > 0 || committed && time.read() - committedNanos < TIME_TO_RESPOND) {
            return false;
        }
        if (!responding && !timedOut) {
            timedOut = true;
            refusal.run();
        }
        return true;
    }

    /** The client has disconnected: there is nothing to refuse when the time is over. */
    synchronized void abandon() {
        abandoned = true;
    }

    synchronized boolean isTimedOut() {
        return timedOut || isAbandonedTooLong();
    }

    private boolean isAbandonedTooLong() {
        return abandoned && millisLeft() <= 0;
    }

    /** @return false when the time of the request is over and the transaction must be rolled back */
    synchronized boolean beginCommit() {
        boolean inTime = responding || !(overdue || isAbandonedTooLong());
        if (inTime) {
            commits++;
        }
        return inTime;
    }

    synchronized void endCommit() {
        commits--;
        committed = true;
        committedNanos = time.read();
    }

    /** @return false when the request has timed out and its response must not be written */
    synchronized boolean beginResponse() {
        responding = !isTimedOut();
        return responding;
    }
}
