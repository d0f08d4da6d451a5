package org.acme.security.ratelimit;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Settings of the rate limits: the default policy and named policies. */
@ConfigMapping(prefix = "app.rate-limit")
@RegisterForReflection
@Unremovable
public interface RateLimitConfig extends CheckedSettings {

    /** Maximum requests of a caller in any span of one window. Each counted request takes eight bytes. */
    @WithDefault("100")
    @Bounds(min = "1", max = "100000")
    int max();

    /** Length of the window, and so the longest wait of a caller who has used up the limit. */
    @WithDefault("60s")
    @Bounds(min = "1s", max = "1d")
    Duration window();

    /** Memory for the windows of one policy. When it is full, new keys share windows until others are empty. */
    @WithDefault("16M")
    @Bounds(min = "4M", max = "1G")
    MemorySize memory();

    /**
     * Limit of an IPv6 /48, as a multiple of the limit of a /64. A larger factor gives an attacker with a /48 more
     * admissions; with a smaller one, customers of one provider block each other sooner.
     */
    @WithDefault("10")
    @Bounds(min = "1", max = "1000")
    int ipv6NetworkFactor();

    /** Policies by name, in addition to {@code default}. */
    Map<String, PolicyConfig> policies();

    interface PolicyConfig extends CheckedSettings {

        /** Maximum requests per key in any span of one window. */
        @Bounds(min = "1", max = "100000")
        int max();

        /** Length of the window, and so the longest wait of a client that has used up the limit. */
        @Bounds(min = "1s", max = "1d")
        Duration window();

        /** What the requests are counted by. */
        Per per();
    }
}
