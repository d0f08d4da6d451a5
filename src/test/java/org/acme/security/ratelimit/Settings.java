package org.acme.security.ratelimit;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A configuration for tests that need no Quarkus. */
record Settings(
        int max, Duration window, MemorySize memory, Store store, Redis redis, Map<String, PolicyConfig> policies)
        implements RateLimitConfig {

    private record Named(int max, Duration window, Per per) implements PolicyConfig {}

    private record NoRedis(Duration timeout, Optional<String> hosts) implements Redis {}

    static Settings of(int max, Duration window) {
        Map<String, PolicyConfig> policies = new LinkedHashMap<>();
        policies.put("address", new Named(300, Duration.ofSeconds(60), Per.ADDRESS));
        return new Settings(
                max,
                window,
                memory(16 << 20),
                Store.LOCAL,
                new NoRedis(Duration.ofSeconds(2), Optional.empty()),
                policies);
    }

    Settings with(String name, int limit, Duration span, Per per) {
        policies.put(name, new Named(limit, span, per));
        return this;
    }

    Settings withMemory(int bytes) {
        return new Settings(max, window, memory(bytes), store, redis, policies);
    }

    private static MemorySize memory(int bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }
}
