package org.acme.security.outbound;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.acme.shared.AddressBlock;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Restrictions and limits for calls to URLs of users. */
@ConfigMapping(prefix = "app.outbound")
@RegisterForReflection
@Unremovable
public interface OutboundConfig extends CheckedSettings {

    /** With {@code http}, an attacker on the network path can read and change the request. */
    @WithDefault("https")
    Set<Scheme> schemes();

    /** Each further port exposes one more kind of service to requests that users control. */
    @WithDefault("443")
    Set<Integer> ports();

    /** Allowlist of host names, fully qualified and in lower case; without it, all hosts are allowed. */
    Optional<Set<String>> hosts();

    /** Address blocks that are allowed although they are not public. Production refuses any. */
    Optional<List<AddressBlock>> testNetworks();

    /** Timeout of a name lookup; then the name counts as unresolvable. */
    @WithDefault("2s")
    @Bounds(min = "10ms", max = "30s")
    Duration resolveTimeout();

    @WithDefault("2s")
    @Bounds(min = "10ms", max = "30s")
    Duration connectTimeout();

    @WithDefault("3s")
    @Bounds(min = "10ms", max = "30s")
    Duration handshakeTimeout();

    /** Timeout from the connection until the request is sent and the response headers are complete. */
    @WithDefault("5s")
    @Bounds(min = "10ms", max = "60s")
    Duration firstByteTimeout();

    /** Timeout of the whole call, which bounds how long it blocks its thread. */
    @WithDefault("10s")
    @Bounds(min = "10ms", max = "120s")
    Duration totalTimeout();

    /**
     * The expected number of concurrent calls, which it does not limit. Name lookups get twice as many threads, because
     * a lookup can go on after its timeout.
     */
    @WithDefault("32")
    @Bounds(min = "1", max = "200")
    int parallelCalls();

    /** Maximum size of a response body. Response headers may have 8 KiB. */
    @WithDefault("64K")
    @Bounds(min = "0", max = "1M")
    MemorySize maxResponseSize();

    default Limits limits() {
        return new Limits(connectTimeout(), handshakeTimeout(), firstByteTimeout(), totalTimeout(), maxResponseSize());
    }

    /** Refuses settings that would open the URL guard. */
    @Override
    default @Nullable String refusal(boolean production) {
        if (production && testNetworks().isPresent()) {
            return "app.outbound.test-networks (APP_OUTBOUND_TEST_NETWORKS) allows calls to internal addresses: remove it in production";
        }
        return ports().stream().allMatch(port -> port >= 1 && port <= SafeUrl.LARGEST_PORT)
                ? null
                : "app.outbound.ports (APP_OUTBOUND_PORTS) must be between 1 and 65535";
    }

    enum Scheme {
        HTTPS,
        HTTP;

        static Scheme of(SafeUrl url) {
            return valueOf(url.scheme().toUpperCase(Locale.ROOT));
        }
    }
}
