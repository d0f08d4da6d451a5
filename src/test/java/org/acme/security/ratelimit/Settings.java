package org.acme.security.ratelimit;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rate limit configuration for tests without Quarkus. */
public record Settings(int max, Duration window, MemorySize memory, Map<String, PolicyConfig> policies)
        implements RateLimitConfig {

    private record Named(int max, Duration window, Per per) implements PolicyConfig {}

    public static Settings of(int max, Duration window) {
        Map<String, PolicyConfig> policies = new LinkedHashMap<>();
        policies.put("address", new Named(300, Duration.ofSeconds(60), Per.ADDRESS));
        return new Settings(max, window, memory(16 << 20), policies);
    }

    @Override
    public int ipv6NetworkFactor() {
        return 10;
    }

    public Settings with(String name, int limit, Duration span, Per per) {
        policies.put(name, new Named(limit, span, per));
        return this;
    }

    public Settings withMemory(int bytes) {
        return new Settings(max, window, memory(bytes), policies);
    }

    private static MemorySize memory(int bytes) {
        return new MemorySize(BigInteger.valueOf(bytes));
    }
}
