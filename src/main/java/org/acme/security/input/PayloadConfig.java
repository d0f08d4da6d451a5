package org.acme.security.input;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Limits on request bodies and fields. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface PayloadConfig extends CheckedSettings {

    /** Maximum size of a request body; larger ones get 413. */
    @WithName("app.max-payload-size")
    @WithDefault("1M")
    @Bounds(min = "1K", max = "50M")
    MemorySize maxPayloadSize();

    /**
     * Memory for all request bodies larger than 16 KiB together, per instance; further requests get 503. One user can
     * have a 32nd of it, but at least {@code app.max-payload-size}, and so can all clients without valid credentials
     * together. Default: one sixteenth of the heap, but at least {@code app.max-payload-size}. While it is processed, a
     * body takes about four times its size, so this may be at most a quarter of the heap.
     */
    @WithName("app.max-payload-memory")
    Optional<MemorySize> maxPayloadMemory();

    /** The limit of the framework, which refuses without a problem. */
    @WithName("quarkus.http.limits.max-body-size")
    Optional<MemorySize> maxBodySize();

    @WithName("app.input")
    Input input();

    @Override
    default @Nullable String refusal(boolean production) {
        BigInteger quarter = BigInteger.valueOf(Runtime.getRuntime().maxMemory() / 4);
        if (maxPayloadMemory().stream().anyMatch(size -> size.asBigInteger().compareTo(quarter) > 0)) {
            return "app.max-payload-memory (APP_MAX_PAYLOAD_MEMORY) must not exceed a quarter of the heap: request bodies"
                    + " would exhaust it";
        }
        BigInteger largest = maxPayloadSize().asBigInteger();
        return maxBodySize().stream().anyMatch(size -> size.asBigInteger().compareTo(largest) < 0)
                ? "quarkus.http.limits.max-body-size (QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE) must be at least"
                        + " app.max-payload-size (APP_MAX_PAYLOAD_SIZE): larger bodies would be refused without a problem"
                : null;
    }

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
