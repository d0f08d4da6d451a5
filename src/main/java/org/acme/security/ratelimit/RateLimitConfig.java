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
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often whom may do what: the default policy, the named ones, and where their windows are kept. */
@ConfigMapping(prefix = "app.rate-limit")
@NamedStore
@VerifiedStore
public interface RateLimitConfig {

    /** Requests that one caller may make in any span of one window. Each remembered request costs eight bytes. */
    @WithDefault("100")
    @Min(1)
    @Max(100_000)
    int max();

    /** The longer the window, the longer a caller who used it up has to wait. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    @DurationMax(days = 1)
    Duration window();

    /** Memory for the windows of one policy. When it is full, new keys share windows until others fall idle. */
    @WithDefault("16M")
    @WithConverter(WindowMemory.Size.class)
    MemorySize memory();

    /**
     * How many times the limit of an IPv6 /64 its /48 has. The larger, the more windows an attacker who holds a /48 can
     * take; the smaller, the sooner customers of one provider lock each other out.
     */
    @WithDefault("10")
    @Min(1)
    @Max(1_000)
    int ipv6NetworkFactor();

    /** {@code redis} counts over all instances together, {@code local} in each apart. */
    @WithDefault("local")
    Store store();

    Redis redis();

    /** The policies by name, beside {@code default}. */
    Map<String, PolicyConfig> policies();

    /** The shared store. */
    interface Redis {

        /** A slower answer is not waited for: the instance's own windows decide instead. */
        @WithDefault("50ms")
        @DurationMin(millis = 1)
        @DurationMax(seconds = 10)
        Duration timeout();

        /** Where it is; set by {@code quarkus.redis.hosts}, as for every client of it. */
        @WithDefault("${quarkus.redis.hosts:}")
        Optional<List<String>> hosts();

        /** What Redis is; set by {@code quarkus.redis.client-type}, as for every client of it. */
        @WithDefault("${quarkus.redis.client-type:standalone}")
        String clientType();

        /** {@code off} counts over a network that somebody else vouches for: who reads along can ask Redis as well. */
        @WithDefault("required")
        Tls tls();

        /** Whom to believe; set by {@code quarkus.tls.redis}, as for every client of it. */
        @WithDefault("${quarkus.tls.redis.trust-all:false}")
        boolean trustAll();

        @WithDefault("${quarkus.tls.redis.hostname-verification-algorithm:none}")
        String hostnameVerification();

        @WithDefault("${quarkus.redis.tls-configuration-name:none}")
        String tlsConfiguration();
    }

    /** Whether a Redis on another machine has to prove which one it is. */
    enum Tls {
        REQUIRED,
        OFF
    }

    /** A named policy. */
    interface PolicyConfig {

        /** Requests that one key may make in any span of one window. */
        @Min(1)
        @Max(100_000)
        int max();

        /** The longer the window, the longer whoever used it up has to wait. */
        @DurationMin(seconds = 1)
        @DurationMax(days = 1)
        Duration window();

        /** What is counted apart. */
        @WithConverter(Per.ByName.class)
        Per per();
    }

    /** Where windows are kept. */
    enum Store {
        LOCAL,
        REDIS
    }
}
