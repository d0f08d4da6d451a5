package org.acme.security.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the Redis connection. {@code EncryptionInTransitIT} tests that it stops the start. */
class RedisTlsStartupCheckTest {

    private static boolean isSafe(RateLimitConfig.Redis redis) {
        return RedisStartupCheck.isSafe(redis);
    }

    private static RateLimitConfig.Redis elsewhere(
            RateLimitConfig.Tls tls, boolean trustAll, String hostnameVerification, String configuration) {
        return new Settings.Shared(
                Duration.ofMillis(50),
                Optional.of(List.of("rediss://redis.internal:6379")),
                "standalone",
                tls,
                trustAll,
                hostnameVerification,
                configuration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost:6379",
                "redis://127.0.0.1:6379/1",
                "redis://user:secret@[::1]:6379",
                "unix:///run/redis.sock",
                "rediss://redis.internal:6379"
            })
    void local_or_verified_redis_is_accepted(String host) {
        assertThat(isSafe(Settings.Shared.at(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis.internal:6379",
                "redis://10.0.0.1:6379",
                "redis://127.evil.example:6379",
                "redis://localhost@redis.internal:6379",
                "redis://localhost.evil.example",
                "redis://redis_internal:6379",
                "REDISS://redis.internal:6379",
                "redis.internal:6379",
                "not an address"
            })
    void remote_redis_without_verification_is_refused(String host) {
        assertThat(isSafe(Settings.Shared.at(host))).isFalse();
        assertThat(isSafe(Settings.Shared.at("rediss://redis.internal:6379", host)))
                .isFalse();
    }

    @Test
    void redis_tls_without_verification_is_refused() {
        assertThat(isSafe(elsewhere(RateLimitConfig.Tls.REQUIRED, true, "HTTPS", "redis")))
                .isFalse();
        assertThat(isSafe(elsewhere(RateLimitConfig.Tls.REQUIRED, false, "NONE", "redis")))
                .isFalse();
        assertThat(isSafe(elsewhere(RateLimitConfig.Tls.REQUIRED, false, "HTTPS", "another")))
                .isFalse();
    }

    @Test
    void unverified_redis_is_accepted_when_redis_tls_is_off() {
        assertThat(isSafe(elsewhere(RateLimitConfig.Tls.OFF, true, "NONE", "redis")))
                .isTrue();
    }
}
