package org.acme.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the Redis connection. {@code EncryptionInTransitIT} tests that it stops the start. */
class RedisTlsStartupCheckTest {

    private static final String ELSEWHERE = "rediss://redis.internal:6379";

    /** The settings of application.properties, and others. */
    private static RedisConfig with(String... more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "app.rate-limit.store",
                "redis",
                "quarkus.redis.tls-configuration-name",
                "redis",
                "quarkus.tls.redis.hostname-verification-algorithm",
                "HTTPS"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return Configured.of(RedisConfig.class, all);
    }

    private static String refusal(String... more) {
        return with(more).refusal(true);
    }

    @Test
    void hosts_without_effect_are_refused() {
        assertThat(refusal("app.rate-limit.store", "local", "quarkus.redis.hosts", ELSEWHERE))
                .contains("APP_RATE_LIMIT_STORE");
        assertThat(refusal("app.rate-limit.store", "local")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://localhost:6379",
                "redis://127.0.0.1:6379/1",
                "redis://user:secret@[::1]:6379",
                "unix:///run/redis.sock",
                ELSEWHERE
            })
    void local_or_verified_redis_is_accepted(String host) {
        assertThat(refusal("quarkus.redis.hosts", host)).isNull();
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
        assertThat(refusal("quarkus.redis.hosts", host)).contains("QUARKUS_REDIS_HOSTS");
        assertThat(refusal("quarkus.redis.hosts", ELSEWHERE + "," + host)).contains("QUARKUS_REDIS_HOSTS");
    }

    /** Such a node names the hosts that store the data, on any machine. */
    @ParameterizedTest
    @ValueSource(strings = {"sentinel", "cluster", "replication"})
    void unencrypted_local_node_that_names_other_hosts_is_refused(String type) {
        String[] local = {"quarkus.redis.client-type", type, "quarkus.redis.hosts", "redis://localhost:26379"};
        assertThat(refusal(local)).contains("QUARKUS_REDIS_HOSTS");
        local[3] = "rediss://localhost:26379";
        assertThat(refusal(local)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sentinel", "cluster", "replication"})
    void password_in_the_url_of_a_redis_node_is_refused_because_the_client_logs_it(String type) {
        String[] inUrl = {
            "quarkus.redis.client-type", type, "quarkus.redis.hosts", ELSEWHERE + ",rediss://:secret@node.internal:6379"
        };
        assertThat(refusal(inUrl)).contains("QUARKUS_REDIS_PASSWORD").doesNotContain("secret");
        inUrl[3] = ELSEWHERE + "/1?user=palisade&password=secret";
        assertThat(refusal(inUrl)).contains("QUARKUS_REDIS_PASSWORD").doesNotContain("secret");
    }

    @Test
    void remote_redis_without_verification_is_refused_in_an_indexed_list_too() {
        assertThat(refusal("quarkus.redis.hosts[0]", "redis://redis.internal:6379"))
                .contains("QUARKUS_REDIS_HOSTS");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "quarkus.tls.redis.hostname-verification-algorithm, NONE",
                "quarkus.redis.tls-configuration-name, another"
            })
    void redis_tls_without_verification_is_refused(String property, String value) {
        assertThat(refusal("quarkus.redis.hosts", ELSEWHERE, property, value)).contains("quarkus.tls.redis");
    }

    @Test
    void redis_without_a_host_is_refused() {
        assertThat(with().refusal(false)).contains("QUARKUS_REDIS_HOSTS");
        assertThat(refusal("app.rate-limit.store", "local")).isNull();
    }

    @Test
    void unverified_redis_is_accepted_when_redis_tls_is_off() {
        assertThat(refusal("quarkus.redis.hosts", "redis://redis.internal", "app.rate-limit.redis.tls", "off"))
                .isNull();
    }
}
