package org.acme.redis;

import java.util.List;
import java.util.Optional;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
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
                    + " must verify certificate chain and host name, unless it is a single Redis on this machine;"
                    + " app.rate-limit.redis.tls=off (APP_RATE_LIMIT_REDIS_TLS) allows unencrypted connections";

    private RedisStartupCheck() {}

    static @Nullable String refusal(RedisConfig config, boolean production) {
        if (config.store() == RedisConfig.Store.LOCAL) {
            return null;
        }
        if (config.hosts().isEmpty()) {
            return NO_HOSTS;
        }
        return production && !isSafe(config) ? UNVERIFIED : null;
    }

    private static boolean isSafe(RedisConfig config) {
        return config.tls() == RemoteTls.OFF
                || config.hosts().orElse(List.of()).stream()
                        .map(String::strip)
                        .allMatch(host -> isOnlyHost(host, config) || isVerified(host, config));
    }

    /**
     * Not those of a sentinel or cluster node on this machine: it names further hosts, reached with the same scheme.
     */
    private static boolean isOnlyHost(String address, RedisConfig config) {
        return config.clientType().equals("standalone") && LocalHosts.isUrl(address);
    }

    private static boolean isVerified(String address, RedisConfig config) {
        return address.startsWith("rediss://")
                && config.tlsConfiguration().equals(Optional.of("redis"))
                && config.hostnameVerification().equals(Optional.of("HTTPS"));
    }
}
