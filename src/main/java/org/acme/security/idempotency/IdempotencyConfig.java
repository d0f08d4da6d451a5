package org.acme.security.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How many responses are kept for retries, and for how long. */
@ConfigMapping(prefix = "app.idempotency")
public interface IdempotencyConfig {

    /** A retry after this time repeats the effect. A longer time stores more responses. */
    @WithDefault("24h")
    @DurationMin(hours = 1)
    @DurationMax(days = 7)
    Duration retention();

    /** Keys of one user at one time; a request with a further key gets 429. Each can store a response of 1 MiB. */
    @WithDefault("5000")
    @Min(100)
    @Max(1_000_000)
    int maxKeysPerUser();
}
