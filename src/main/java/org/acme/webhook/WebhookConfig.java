package org.acme.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits of webhooks and their calls. */
@ConfigMapping(prefix = "app.webhook")
public interface WebhookConfig {

    /** The list has no pages, so it must stay short. */
    @WithDefault("20")
    @Min(1)
    @Max(100)
    int maxPerUser();

    /**
     * Maximum number of concurrent calls per instance. Each holds a thread until the receiver responds or the timeout
     * expires. While this is larger than {@link #maxPerUser}, the receivers of one user cannot occupy all threads.
     */
    @WithDefault("32")
    @Min(1)
    @Max(200)
    int parallelCalls();
}
