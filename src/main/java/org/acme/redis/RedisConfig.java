package org.acme.redis;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;

/** Whether instances count together in Redis, and how it is verified. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface RedisConfig extends CheckedSettings {

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

    @Override
    default @Nullable String refusal(boolean production) {
        return RedisStartupCheck.refusal(this, production);
    }

    enum Store {

        /** In each instance: with several, each admits the whole limit, and accepts a proof once. */
        LOCAL,

        /** In Redis: all instances together admit the limit, and accept a proof once. */
        REDIS
    }
}
