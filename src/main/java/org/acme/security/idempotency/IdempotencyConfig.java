package org.acme.security.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Retention and number of stored responses. */
@ConfigMapping(prefix = "app.idempotency")
public interface IdempotencyConfig {

    /**
     * How long a response is returned to retries. A later retry repeats the effect. A longer time stores more
     * responses.
     */
    @WithDefault("24h")
    @DurationMin(hours = 1)
    @DurationMax(days = 7)
    Duration retention();

    /**
     * Maximum number of stored keys per user; a request with a further key gets 429. A stored response takes up to 1
     * MiB.
     */
    @WithDefault("5000")
    @Min(100)
    @Max(1_000_000)
    int maxKeysPerUser();
}
