package org.acme.outbox;

import java.time.Duration;

/**
 * Exponential back-off: from ten seconds to one hour, multiplied by four after each attempt, with 20 percent jitter, so
 * that deliveries that failed together are not retried together.
 */
public final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int FACTOR_BITS = 2;
    private static final int MANY = 10;
    private static final double JITTER = 0.2;

    private BackOff() {}

    /**
     * @param attempts the number of attempts so far, at least one
     * @param random from 0 to 1
     */
    public static Duration after(int attempts, double random) {
        Duration pause = FIRST.multipliedBy(1L << FACTOR_BITS * (Math.min(attempts, MANY) - 1));
        Duration bounded = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        return Duration.ofMillis(Math.round(bounded.toMillis() * (1 - JITTER + 2 * JITTER * random)));
    }
}
