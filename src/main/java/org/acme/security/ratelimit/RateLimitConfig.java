package org.acme.security.ratelimit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acme.security.ratelimit.window.MemoryBudget;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Settings of the rate limits: the default policy, named policies and the store. */
@ConfigMapping(prefix = "app.rate-limit")
@StartupCheck
public interface RateLimitConfig extends StartupCheck.Settings {

    /** Maximum requests of a caller in any span of one window. Each counted request takes eight bytes. */
    @WithDefault("100")
    @Min(1)
    @Max(100_000)
    int max();

    /** Length of the window, and so the longest wait of a caller who has used up the limit. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration window();

    /** Memory for the windows of one policy. When it is full, new keys share windows until others are empty. */
    @WithDefault("16M")
    @WithConverter(MemoryBudget.Size.class)
    MemorySize memory();

    /**
     * Limit of an IPv6 /48, as a multiple of the limit of a /64. A larger factor gives an attacker with a /48 more
     * admissions; with a smaller one, customers of one provider block each other sooner.
     */
    @WithDefault("10")
    @Min(1)
    @Max(1_000)
    int ipv6NetworkFactor();

    /** {@code redis} counts across all instances, {@code local} for each instance separately. */
    @WithDefault("local")
    Store store();

    Redis redis();

    /** Policies by name, in addition to {@code default}. */
    Map<String, PolicyConfig> policies();

    @Override
    default @Nullable String refusal(boolean production) {
        return RedisStartupCheck.refusal(this, production);
    }

    interface Redis {

        /** Timeout of a decision in Redis; then the instance decides by its own windows. */
        @WithDefault("50ms")
        @DurationMin(millis = 1)
        @DurationMax(seconds = 10)
        Duration timeout();

        /** Hosts; set by {@code quarkus.redis.hosts}. */
        @WithDefault("${quarkus.redis.hosts:}")
        Optional<List<String>> hosts();

        /** Topology; set by {@code quarkus.redis.client-type}. */
        @WithDefault("${quarkus.redis.client-type:standalone}")
        String clientType();

        /**
         * {@code off} connects without verified TLS, which requires a trusted network: an attacker on it could also
         * send commands to Redis.
         */
        @WithDefault("required")
        Tls tls();

        /** Whether any certificate is trusted; set by {@code quarkus.tls.redis}. */
        @WithDefault("${quarkus.tls.redis.trust-all:false}")
        boolean trustAll();

        @WithDefault("${quarkus.tls.redis.hostname-verification-algorithm:none}")
        String hostnameVerification();

        @WithDefault("${quarkus.redis.tls-configuration-name:none}")
        String tlsConfiguration();
    }

    /** Whether Redis on another host must be verified by its certificate. */
    enum Tls {
        REQUIRED,
        OFF
    }

    interface PolicyConfig {

        /** Maximum requests per key in any span of one window. */
        @Min(1)
        @Max(100_000)
        int max();

        /** Length of the window, and so the longest wait of a client that has used up the limit. */
        @DurationMin(seconds = 1)
        @DurationMax(days = 1)
        Duration window();

        Per per();
    }

    enum Store {
        LOCAL,
        REDIS
    }
}
