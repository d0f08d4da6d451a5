package org.acme.shared;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The two clocks of the service, injected so that a test can move them. */
class Time {

    /** Civil time, in microseconds because that is what PostgreSQL keeps: what is written is what is read back. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Monotonic time in nanoseconds, for durations: an operator who sets the clock back must not reopen a window. */
    @Produces
    @Singleton
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
