package org.acme.security.input;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Limits on request bodies and fields. */
@ConfigMapping(prefix = "app")
@StartupCheck
public interface PayloadConfig extends StartupCheck.Settings {

    /** Maximum size of a request body; larger ones get 413. */
    @WithDefault("1M")
    MemorySize maxPayloadSize();

    /**
     * Memory for all request bodies larger than 16 KiB together, per instance; further requests get 503. One user can
     * have a 32nd of it, but at least {@code app.max-payload-size}, and so can all clients without valid credentials
     * together. Default: one sixteenth of the heap, but at least {@code app.max-payload-size}. While it is processed, a
     * body takes about four times its size.
     */
    Optional<MemorySize> maxPayloadMemory();

    Input input();

    /** Refuses a maximum size that would refuse ordinary requests, or with which a few clients could fill the heap. */
    @Override
    default @Nullable String refusal(boolean production) {
        long max = maxPayloadSize().asLongValue();
        return max < 1 << 10 || max > 50 << 20 ? "app.max-payload-size must be between 1K and 50M" : null;
    }

    interface Input {

        /** Maximum length of a string field, in characters, when its record declares none. */
        @WithDefault("1000")
        @Min(1)
        @Max(100_000)
        int maxLength();

        /**
         * Time limit for the arrival of a body; then the connection is closed. A longer limit serves slow connections,
         * and lets slow-body attacks last longer.
         */
        @WithDefault("10s")
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 5)
        Duration readTimeout();
    }
}
