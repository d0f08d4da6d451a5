package org.acme.problem;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Admits one log line a second and counts the others, so that a flood of requests does not flood the log. */
final class LogGate {

    static final long CLOSED = -1;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Ticker ticker;
    private final AtomicLong opens;
    private final AtomicLong omitted = new AtomicLong();

    LogGate(Ticker ticker) {
        this.ticker = ticker;
        opens = new AtomicLong(ticker.read());
    }

    /** The number of lines that were omitted before this one; {@link #CLOSED} when this one is to be omitted. */
    long pass() {
        long now = ticker.read();
        long time = opens.get();
        if (now - time >= 0 && opens.compareAndSet(time, now + PAUSE)) {
            return omitted.getAndSet(0);
        }
        omitted.incrementAndGet();
        return CLOSED;
    }
}
