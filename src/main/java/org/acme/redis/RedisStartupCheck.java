package org.acme.redis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start when no host of Redis is configured, or one without effect, or a Redis on
 * another host would be trusted without verification, or its password would be logged.
 */
final class RedisStartupCheck {

    private static final String NO_HOSTS =
            "app.rate-limit.store=redis requires quarkus.redis.hosts (QUARKUS_REDIS_HOSTS)";

    private static final String UNUSED =
            "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) has no effect without app.rate-limit.store=redis (APP_RATE_LIMIT_STORE):"
                    + " each instance would admit the whole limit";

    private static final String UNVERIFIED =
            "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) must begin with rediss://, and quarkus.tls.redis"
                    + " must verify certificate chain and host name, unless Redis is a single server on this machine;"
                    + " app.rate-limit.redis.tls=off (APP_RATE_LIMIT_REDIS_TLS) allows unencrypted connections";

    private static final Pattern PASSWORD = Pattern.compile("@|[?&]password=");

    private static final String PASSWORD_IN_URL =
            "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) must not contain a password with this quarkus.redis.client-type:"
                    + " failures of nodes log their URLs. Set quarkus.redis.password (QUARKUS_REDIS_PASSWORD)";

    private RedisStartupCheck() {}

    static @Nullable String refusal(RedisConfig config, boolean production) {
        if (config.store() == RedisConfig.Store.LOCAL) {
            return production && config.hosts().isPresent() ? UNUSED : null;
        }
        if (config.hosts().isEmpty()) {
            return NO_HOSTS;
        }
        if (production
                && !isStandalone(config)
                && hosts(config).anyMatch(host -> PASSWORD.matcher(host).find())) {
            return PASSWORD_IN_URL;
        }
        return production && !isSafe(config) ? UNVERIFIED : null;
    }

    private static boolean isSafe(RedisConfig config) {
        return config.tls() == RemoteTls.OFF
                || hosts(config).allMatch(host -> isLocalStandalone(host, config) || isVerified(host, config));
    }

    private static Stream<String> hosts(RedisConfig config) {
        return config.hosts().orElse(List.of()).stream().map(String::strip);
    }

    private static boolean isStandalone(RedisConfig config) {
        return config.clientType().equals("standalone");
    }

    /** False for a sentinel or cluster node: it names further hosts, reached with the same scheme. */
    private static boolean isLocalStandalone(String address, RedisConfig config) {
        return isStandalone(config) && LocalHosts.isUrl(address);
    }

    private static boolean isVerified(String address, RedisConfig config) {
        return address.startsWith("rediss://")
                && config.tlsConfiguration().equals(Optional.of("redis"))
                && config.hostnameVerification().equals(Optional.of("HTTPS"));
    }
}
