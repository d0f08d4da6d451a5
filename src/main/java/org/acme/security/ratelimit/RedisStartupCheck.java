package org.acme.security.ratelimit;

import java.net.URI;
import java.util.List;
import org.acme.security.transport.LocalHosts;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when no host of Redis is configured, or a Redis on another host would be
 * trusted without verification.
 */
final class RedisStartupCheck {

    private static final String NO_HOSTS =
            "app.rate-limit.store=redis requires quarkus.redis.hosts (QUARKUS_REDIS_HOSTS)";

    private static final String UNVERIFIED =
            "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) must begin with rediss://, and quarkus.tls.redis"
                    + " must verify certificate chain and host name, unless Redis is on this machine;"
                    + " app.rate-limit.redis.tls=off (APP_RATE_LIMIT_REDIS_TLS) allows unencrypted connections";

    private RedisStartupCheck() {}

    static @Nullable String refusal(RateLimitConfig config, boolean production) {
        if (config.store() == RateLimitConfig.Store.LOCAL) {
            return null;
        }
        if (config.redis().hosts().isEmpty()) {
            return NO_HOSTS;
        }
        return production && !isSafe(config.redis()) ? UNVERIFIED : null;
    }

    static boolean isSafe(RateLimitConfig.Redis redis) {
        return redis.tls() == RateLimitConfig.Tls.OFF
                || redis.hosts().orElse(List.of()).stream()
                        .map(String::strip)
                        .allMatch(host -> isHere(host) || isVerified(host, redis));
    }

    private static boolean isHere(String address) {
        try {
            URI uri = URI.create(address);
            return "unix".equals(uri.getScheme()) || uri.getHost() != null && LocalHosts.is(uri.getHost());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isVerified(String address, RateLimitConfig.Redis redis) {
        return address.startsWith("rediss://")
                && redis.tlsConfiguration().equals("redis")
                && redis.hostnameVerification().equals("HTTPS")
                && !redis.trustAll();
    }
}
