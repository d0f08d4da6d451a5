package org.acme.redis;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;

/** Whether instances count together in Redis, and how it is verified. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface RedisConfig extends CheckedSettings {

    /** A password in a URL, before its host or as a parameter. */
    Pattern PASSWORD = Pattern.compile("@|[?&]password=");

    /** {@code redis} counts across all instances, {@code local} for each instance separately. */
    @WithName("app.rate-limit.store")
    @WithDefault("local")
    Store store();

    /** Timeout of a response; then rate limits of the instance decide, and requests with a DPoP proof need a nonce. */
    @WithName("app.rate-limit.redis.timeout")
    @WithDefault("50ms")
    @Bounds(min = "1ms", max = "10s")
    Duration timeout();

    /**
     * {@code off} connects without verified TLS, which requires a trusted network: an attacker on it could also send
     * commands to Redis.
     */
    @WithName("app.rate-limit.redis.tls")
    @WithDefault("required")
    RemoteTls tls();

    @WithName("quarkus.redis.hosts")
    Optional<List<String>> hosts();

    @WithName("quarkus.redis.client-type")
    @WithDefault("standalone")
    String clientType();

    @WithName("quarkus.redis.tls-configuration-name")
    Optional<String> tlsConfiguration();

    /** {@code HTTPS} compares the name of the host with the certificate. */
    @WithName("quarkus.tls.redis.hostname-verification-algorithm")
    Optional<String> hostnameVerification();

    /**
     * Refuses Redis without hosts, hosts without effect, unverified connections, and passwords that would be logged.
     */
    @Override
    default @Nullable String refusal(boolean production) {
        if (store() == Store.LOCAL) {
            return production && hosts().isPresent()
                    ? "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) has no effect without app.rate-limit.store=redis"
                            + " (APP_RATE_LIMIT_STORE): each instance would admit the whole limit"
                    : null;
        }
        if (hosts().isEmpty()) {
            return "app.rate-limit.store=redis requires quarkus.redis.hosts (QUARKUS_REDIS_HOSTS)";
        }
        if (production
                && !isStandalone()
                && urls().anyMatch(url -> PASSWORD.matcher(url).find())) {
            return "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) must not contain a password with this"
                    + " quarkus.redis.client-type: failures of nodes log their URLs. Set quarkus.redis.password"
                    + " (QUARKUS_REDIS_PASSWORD)";
        }
        return production && !isSafe()
                ? "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) must begin with rediss://, and quarkus.tls.redis"
                        + " must verify certificate chain and host name, unless Redis is a single server on this machine;"
                        + " app.rate-limit.redis.tls=off (APP_RATE_LIMIT_REDIS_TLS) allows unencrypted connections"
                : null;
    }

    private boolean isSafe() {
        return tls() == RemoteTls.OFF || urls().allMatch(url -> isLocalStandalone(url) || isVerified(url));
    }

    private Stream<String> urls() {
        return hosts().orElse(List.of()).stream().map(String::strip);
    }

    private boolean isStandalone() {
        return clientType().equals("standalone");
    }

    /** False for a sentinel or cluster node: it names further hosts, reached with the same scheme. */
    private boolean isLocalStandalone(String url) {
        return isStandalone() && LocalHosts.isUrl(url);
    }

    private boolean isVerified(String url) {
        return url.startsWith("rediss://")
                && tlsConfiguration().equals(Optional.of("redis"))
                && hostnameVerification().equals(Optional.of("HTTPS"));
    }

    enum Store {

        /** In each instance: with several, each admits the whole limit, and accepts a proof once. */
        LOCAL,

        /** In Redis: all instances together admit the limit, and accept a proof once. */
        REDIS
    }
}
