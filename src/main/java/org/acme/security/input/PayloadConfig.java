package org.acme.security.input;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Limits on request bodies and fields. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface PayloadConfig extends CheckedSettings {

    /** Maximum size of a request body; larger ones get 413. */
    @WithDefault("1M")
    @Bounds(min = "1K", max = "50M")
    MemorySize maxPayloadSize();

    /**
     * Memory for all request bodies larger than 16 KiB together, per instance; further requests get 503. One user can
     * have a 32nd of it, but at least {@code app.max-payload-size}, and so can all clients without valid credentials
     * together. Default: one sixteenth of the heap, but at least {@code app.max-payload-size}. While it is processed, a
     * body takes about four times its size.
     */
    Optional<MemorySize> maxPayloadMemory();

    Input input();

    interface Input extends CheckedSettings {

        /** Maximum length of a string field, in characters, when its record declares none. */
        @WithDefault("1000")
        @Bounds(min = "1", max = "100000")
        int maxLength();

        /**
         * Time limit for the arrival of a body; then the connection is closed. A longer limit serves slow connections,
         * and lets slow-body attacks last longer.
         */
        @WithDefault("10s")
        @Bounds(min = "1s", max = "5m")
        Duration readTimeout();
    }
}
