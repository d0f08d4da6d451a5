package org.acme.security.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The default policy: how often a caller may call. */
@ConfigMapping(prefix = "app.rate-limit")
public interface RateLimitConfig {

    /** Requests that one caller may make in any span of one window. Each remembered request costs eight bytes. */
    @WithDefault("100")
    @Min(1)
    @Max(100_000)
    int max();

    /** The longer the window, the longer a caller who used it up has to wait. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration window();

    /** Callers whose windows are kept apart at one time; further ones share windows until one falls idle. */
    @WithDefault("100000")
    @Min(1_000)
    @Max(10_000_000)
    int maxKeys();
}
