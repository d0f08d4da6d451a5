package org.acme.security.deadline;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Time limits for requests, responses and shutdown. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface DeadlineConfig extends CheckedSettings {

    /**
     * Time limit for a request. The time stops while the body arrives, and starts anew afterwards. A request that
     * exceeds it before its response begins gets 503, and commits no transaction afterwards. It must be less than
     * {@code quarkus.http.idle-timeout}, which closes the connection without a response.
     */
    @WithName("app.request-timeout")
    @WithDefault("15s")
    @Bounds(min = "1s", max = "5m")
    Duration requestTimeout();

    /**
     * Time limit for the client to receive a part of a response; then the connection is closed. Until then, the
     * response is kept in memory.
     */
    @WithName("app.write-timeout")
    @WithDefault("20s")
    @Bounds(min = "1s", max = "5m")
    Duration writeTimeout();

    /** How long a stopping instance still serves requests while it is not ready. */
    @WithName("quarkus.shutdown.delay")
    @WithDefault("0s")
    Duration drainTime();

    @WithName("quarkus.http.idle-timeout")
    @WithDefault("30m")
    @Bounds(min = "1s", max = "5m")
    Duration idleTimeout();

    @WithName("quarkus.management.idle-timeout")
    @WithDefault("30m")
    @Bounds(min = "1s", max = "5m")
    Duration managementIdleTimeout();

    @Override
    default @Nullable String refusal(boolean production) {
        return requestTimeout().compareTo(idleTimeout()) < 0
                ? null
                : "app.request-timeout (APP_REQUEST_TIMEOUT) must be shorter than quarkus.http.idle-timeout"
                        + " (QUARKUS_HTTP_IDLE_TIMEOUT)";
    }
}
