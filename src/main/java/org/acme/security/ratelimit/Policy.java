package org.acme.security.ratelimit;

import java.time.Duration;

/**
 * A limit with a name: at most {@code max} admissions of one key in any span of {@code nanos}.
 *
 * @param index its place among all policies, which is also the order in which windows are locked
 * @param network the limit of the /48 that holds an IPv6 key; null where no key is an address
 */
record Policy(int index, String name, int max, long nanos, Per per, Policy network) {

    Policy(int index, String name, int max, long nanos, Per per) {
        this(index, name, max, nanos, per, null);
    }

    Duration window() {
        return Duration.ofNanos(nanos);
    }
}
