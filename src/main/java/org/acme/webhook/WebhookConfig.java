package org.acme.webhook;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Limits of webhooks and their calls. */
@ConfigMapping(prefix = "app.webhook")
@RegisterForReflection
@Unremovable
public interface WebhookConfig extends CheckedSettings {

    /** Maximum number of webhooks per user; further ones get 409. The list has no pages, so it must stay short. */
    @WithDefault("20")
    @Bounds(min = "1", max = "100")
    int maxPerUser();

    /**
     * Maximum number of concurrent calls per instance. Each holds a thread until the receiver responds or the timeout
     * expires. While this is larger than {@link #maxPerUser}, the receivers of one user cannot occupy all threads.
     */
    @WithDefault("32")
    @Bounds(min = "1", max = "200")
    int parallelCalls();
}
