package org.acme.security.crypto;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much of the machine password hashing may take. */
@ConfigMapping(prefix = "app.password")
public interface PasswordConfig {

    /**
     * Passwords hashed at one time. Each takes a core for some 50 ms and 19 MiB; leave cores to the rest of the API.
     */
    @WithDefault("2")
    @Min(1)
    @Max(64)
    int hashThreads();

    /**
     * Logins that may wait for a hash; further ones get 503. A longer queue means slower logins, not fewer refusals.
     */
    @WithDefault("32")
    @Min(1)
    @Max(128)
    int hashQueue();
}
