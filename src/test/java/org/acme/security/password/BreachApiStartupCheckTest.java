package org.acme.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the breach check settings. {@code PackagedServiceIT} tests that it stops the start. */
class BreachApiStartupCheckTest {

    record Settings(
            Optional<URI> url,
            Duration connectTimeout,
            Duration readTimeout,
            Duration totalTimeout,
            MemorySize maxResponseSize,
            Duration cacheTime,
            int cacheSize)
            implements BreachCheckConfig {

        static Settings of(String url) {
            Duration second = Duration.ofSeconds(1);
            return new Settings(
                    Optional.ofNullable(url).map(URI::create),
                    second,
                    second,
                    second,
                    new MemorySize(BigInteger.valueOf(1_000)),
                    second,
                    1);
        }
    }

    @Test
    void breach_check_url_may_be_absent_or_https() {
        assertThat(Settings.of(null).refusal(true)).isNull();
        assertThat(Settings.of("https://api.pwnedpasswords.com").refusal(true)).isNull();
        assertThat(Settings.of("https://ranges.inside:8443/api/").refusal(true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.pwnedpasswords.com",
                "api.pwnedpasswords.com",
                "ftp://api.pwnedpasswords.com",
                "https:///range",
                "https://user:password@api.pwnedpasswords.com",
                "https://api.pwnedpasswords.com?x=1",
                "https://api.pwnedpasswords.com#x"
            })
    void breach_check_url_other_than_plain_https_is_refused(String url) {
        assertThat(Settings.of(url).refusal(true)).contains("app.breach-check.url", "APP_BREACH_CHECK_URL");
    }

    @Test
    void breach_check_url_may_be_plain_http_in_tests() {
        assertThat(Settings.of("http://localhost:1234").refusal(false)).isNull();
    }
}
