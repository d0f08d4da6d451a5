package org.acme.security.deadline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a request may take, and its response. */
@ConfigMapping(prefix = "app")
@BelowIdleTimeout
public interface DeadlineConfig {

    /**
     * A request that has no response after this time, not counting the time that its body took to arrive, gets 503, and
     * nothing of it is committed afterwards. It must be shorter than {@code quarkus.http.idle-timeout}, which closes
     * the connection without a response.
     */
    @WithDefault("15s")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 5)
    Duration requestTimeout();

    /**
     * A client that has not taken a part of a response by then loses its connection. Until then the response is kept in
     * memory.
     */
    @WithDefault("20s")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 5)
    Duration writeTimeout();

    /**
     * How long a service that was told to stop goes on serving while it is not ready; set by
     * {@code quarkus.shutdown.delay}.
     */
    @WithDefault("${quarkus.shutdown.delay:0s}")
    Duration drainTime();

    /** When the server closes a connection on which nothing happens; set by {@code quarkus.http.idle-timeout}. */
    @WithDefault("${quarkus.http.idle-timeout:30m}")
    Duration idleTimeout();
}
