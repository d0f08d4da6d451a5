package org.acme.security.payload;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How much a client may send. */
@ConfigMapping(prefix = "app")
public interface PayloadConfig {

    /** A request body of more bytes is refused with 413. Each request in flight can cost this much memory. */
    @WithDefault("1M")
    @WithConverter(PayloadSize.class)
    MemorySize maxPayloadSize();

    /**
     * The memory that all request bodies of more than 16 KiB take on one instance at one time; further ones are refused
     * with 503. Without it, a sixteenth of the heap, and room for one body of {@code app.max-payload-size} in any case.
     * While a body is processed, it takes about four times its size.
     */
    Optional<MemorySize> maxPayloadMemory();

    Input input();

    /** What holds for every field. */
    interface Input {

        /** Characters that a string field may have when its record declares no maximum of its own. */
        @WithDefault("1000")
        @Min(1)
        @Max(100_000)
        int maxLength();

        /**
         * Whoever has not sent the whole body by then is cut off. Slow connections need time, slow attackers take it.
         */
        @WithDefault("10s")
        @DurationMin(seconds = 1)
        @DurationMax(minutes = 5)
        Duration readTimeout();
    }
}
