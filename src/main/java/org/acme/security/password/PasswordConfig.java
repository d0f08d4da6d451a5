package org.acme.security.password;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Resource limits of password hashing. */
@ConfigMapping(prefix = "app.password")
public interface PasswordConfig {

    /**
     * Concurrent hashes. Each takes one core for about 50 ms, and 19 MiB of memory; leave cores for the rest of the
     * API.
     */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int hashThreads();

    /** Hashes that may wait; further requests get 503. A longer queue makes logins slower, not refusals rarer. */
    @WithDefault("32")
    @Min(1)
    @Max(128)
    int hashQueue();
}
