package org.acme.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How many webhooks there may be, and how many are called at one time. */
@ConfigMapping(prefix = "app.webhook")
public interface WebhookConfig {

    /** The list comes without pages, so it must stay short. */
    @WithDefault("20")
    @Min(1)
    @Max(100)
    int maxPerUser();

    /**
     * Calls of one instance at one time; each holds a thread until its receiver has answered or its time is up. One
     * user's receivers cannot hold all of them while this is larger than {@link #maxPerUser}.
     */
    @WithDefault("32")
    @Min(1)
    @Max(200)
    int parallelCalls();
}
