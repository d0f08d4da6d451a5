package org.acme.security.idempotency;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Retention and number of stored responses. */
@ConfigMapping(prefix = "app.idempotency")
@RegisterForReflection
@Unremovable
public interface IdempotencyConfig extends CheckedSettings {

    /**
     * How long a response is returned to retries. A later retry repeats the effect. A longer time stores more
     * responses.
     */
    @WithDefault("24h")
    @Bounds(min = "1h", max = "7d")
    Duration retention();

    /**
     * Maximum number of stored keys per user; a request with a further key gets 429. A stored response has up to
     * 1,048,576 characters and takes up to about 4 MiB.
     */
    @WithDefault("5000")
    @Bounds(min = "100", max = "1000000")
    int maxKeysPerUser();
}
