package org.acme.security.ratelimit;

import java.util.concurrent.TimeUnit;

/**
 * The answer of a window.
 *
 * @param remaining admissions left just now
 * @param nanosUntilNext until the oldest admission leaves the window and makes room for another
 */
record Admission(boolean admitted, int remaining, long nanosUntilNext) {

    /** Rounded up, so that whoever waits this long is let in. */
    long secondsUntilNext() {
        return Math.max(1, (nanosUntilNext + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }
}
