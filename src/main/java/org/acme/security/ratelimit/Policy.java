package org.acme.security.ratelimit;

import java.time.Duration;

/**
 * A limit with a name: at most {@code max} admissions of one key in any span of {@code nanos}.
 *
 * @param index its place among all policies, which is also the order in which windows are locked
 */
record Policy(int index, String name, int max, long nanos, Per per) {

    Duration window() {
        return Duration.ofNanos(nanos);
    }
}
