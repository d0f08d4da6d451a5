package org.acme.security.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.acme.shared.AddressBlock;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Restrictions and limits for calls to URLs of users. */
@ConfigMapping(prefix = "app.outbound")
@StartupCheck
public interface OutboundConfig extends StartupCheck.Settings {

    /** With {@code http}, an attacker on the network path can read and change the request. */
    @WithDefault("https")
    Set<Scheme> schemes();

    /** Each further port exposes one more kind of service to requests that users control. */
    @WithDefault("443")
    Set<Integer> ports();

    /** Allowlist of host names, fully qualified and in lower case; without it, all hosts are allowed. */
    Optional<Set<String>> hosts();

    /** Address blocks that are allowed although they are not public. Production refuses any. */
    Optional<List<String>> testNetworks();

    /** Timeout of a name lookup; then the name counts as unresolvable. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration resolveTimeout();

    /** Timeout of the TCP connection. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration connectTimeout();

    /** Timeout of the TLS handshake. */
    @WithDefault("3s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration handshakeTimeout();

    /** Timeout from the connection until the response headers are complete. */
    @WithDefault("5s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 60)
    Duration firstByteTimeout();

    /** Timeout of the whole call, which bounds how long it blocks its thread. */
    @WithDefault("10s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 120)
    Duration totalTimeout();

    /** Maximum number of concurrent calls, for which lookups need threads. */
    @WithDefault("32")
    @Min(1)
    @Max(200)
    int parallelCalls();

    /** Maximum size of a response body. Response headers may have 8 KiB. */
    @WithDefault("64K")
    MemorySize maxResponseSize();

    default Limits limits() {
        return new Limits(
                connectTimeout(),
                handshakeTimeout(),
                firstByteTimeout(),
                totalTimeout(),
                maxResponseSize().asLongValue());
    }

    /** Refuses settings that would open the URL guard. */
    @Override
    default @Nullable String refusal(boolean production) {
        if (production && testNetworks().isPresent()) {
            return "app.outbound.test-networks (APP_OUTBOUND_TEST_NETWORKS) allows calls to internal addresses: remove it in production";
        }
        if (!testNetworks().orElse(List.of()).stream().allMatch(AddressBlock::isBlock)) {
            return "app.outbound.test-networks (APP_OUTBOUND_TEST_NETWORKS) must list address blocks such as 127.0.0.1/32";
        }
        if (!ports().stream().allMatch(port -> port >= 1 && port <= SafeUrl.LARGEST_PORT)) {
            return "app.outbound.ports (APP_OUTBOUND_PORTS) must be between 1 and 65535";
        }
        long answer = maxResponseSize().asLongValue();
        return answer < 0 || answer > 1 << 20
                ? "app.outbound.max-response-size (APP_OUTBOUND_MAX_RESPONSE_SIZE) must be between 0 and 1M"
                : null;
    }

    enum Scheme {
        HTTPS,
        HTTP;

        static Scheme of(SafeUrl url) {
            return valueOf(url.scheme().toUpperCase(Locale.ROOT));
        }
    }
}
