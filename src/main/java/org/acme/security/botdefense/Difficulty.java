package org.acme.security.botdefense;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Doubles the difficulty of challenges, up to sixteenfold, while this instance counts many failures per minute. */
@Singleton
class Difficulty {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** Failures per minute in normal operation. */
    private static final long USUAL_FAILURES = 25;

    private static final int MOST_DOUBLINGS = 4;

    private final DefenseSettings settings;
    private final Ticker ticker;
    private long minute;
    private long failures;
    private long failuresBefore;

    Difficulty(DefenseSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
    }

    synchronized void failed() {
        startMinute();
        failures++;
    }

    long current() {
        return settings.difficulty() << doublings();
    }

    synchronized int doublings() {
        startMinute();
        long excess = Math.max(failures, failuresBefore) / USUAL_FAILURES;
        return excess == 0 ? 0 : Math.min(MOST_DOUBLINGS, Long.SIZE - Long.numberOfLeadingZeros(excess));
    }

    private void startMinute() {
        long now = ticker.read() / MINUTE;
        if (now != minute) {
            failuresBefore = now == minute + 1 ? failures : 0;
            failures = 0;
            minute = now;
        }
    }
}
