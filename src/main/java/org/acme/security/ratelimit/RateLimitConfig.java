package org.acme.security.ratelimit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import org.acme.security.ratelimit.window.MemoryBudget;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the rate limits: the default policy and named policies. */
@ConfigMapping(prefix = "app.rate-limit")
public interface RateLimitConfig {

    /** Maximum requests of a caller in any span of one window. Each counted request takes eight bytes. */
    @WithDefault("100")
    @Min(1)
    @Max(100_000)
    int max();

    /** Length of the window, and so the longest wait of a caller who has used up the limit. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration window();

    /** Memory for the windows of one policy. When it is full, new keys share windows until others are empty. */
    @WithDefault("16M")
    @WithConverter(MemoryBudget.Size.class)
    MemorySize memory();

    /**
     * Limit of an IPv6 /48, as a multiple of the limit of a /64. A larger factor gives an attacker with a /48 more
     * admissions; with a smaller one, customers of one provider block each other sooner.
     */
    @WithDefault("10")
    @Min(1)
    @Max(1_000)
    int ipv6NetworkFactor();

    /** Policies by name, in addition to {@code default}. */
    Map<String, PolicyConfig> policies();

    interface PolicyConfig {

        /** Maximum requests per key in any span of one window. */
        @Min(1)
        @Max(100_000)
        int max();

        /** Length of the window, and so the longest wait of a client that has used up the limit. */
        @DurationMin(seconds = 1)
        @DurationMax(days = 1)
        Duration window();

        Per per();
    }
}
