package org.acme.security.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    @Override
    default @Nullable String refusal(boolean production) {
        return OutboundStartupCheck.refusal(this, production);
    }

    /** Allowed schemes. */
    enum Scheme {
        HTTPS,
        HTTP;

        static Scheme of(SafeUrl url) {
            return valueOf(url.scheme().toUpperCase(Locale.ROOT));
        }
    }
}
