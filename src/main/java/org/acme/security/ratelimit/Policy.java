package org.acme.security.ratelimit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A named limit: at most {@code max} admissions per key in any span of {@code nanos}.
 *
 * @param index position among all policies, and thus in the order of locks
 * @param network the limit of the /48 that contains an IPv6 key; null when keys are not addresses
 */
public record Policy(
        int index,
        String name,
        int max,
        long nanos,
        Per per,
        @Nullable Policy network) {

    public Policy(int index, String name, int max, long nanos, Per per) {
        this(index, name, max, nanos, per, null);
    }

    public Duration window() {
        return Duration.ofNanos(nanos);
    }
}
