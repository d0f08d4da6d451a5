package org.acme.shared;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Provides the clocks of the service by injection, so that tests can control them. */
class Time {

    /** Wall-clock time in microseconds, the precision of PostgreSQL, so that a stored time is read back unchanged. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    /** Monotonic time in nanoseconds for durations. Setting the system clock back must not reset a rate limit. */
    @Produces
    @Singleton
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
