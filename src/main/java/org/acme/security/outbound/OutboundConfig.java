package org.acme.security.outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Which URLs of users are called, and how much patience and memory an answer may cost. */
@ConfigMapping(prefix = "app.outbound")
@SafeOutbound
public interface OutboundConfig {

    /** With {@code http} everybody on the way can read and change what is sent. */
    @WithDefault("https")
    Set<Scheme> schemes();

    /** Each further port is one more kind of service that users can make us speak to. */
    @WithDefault("443")
    Set<Integer> ports();

    /** When given, no other host is called; full names, in lower case. */
    Optional<Set<String>> hosts();

    /** Blocks of addresses that are called although they are not public; production refuses to start with any. */
    Optional<List<String>> testNetworks();

    /** A name that is not resolved by then counts as unresolvable. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration resolveTimeout();

    /** For the connection. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration connectTimeout();

    /** For the TLS handshake. */
    @WithDefault("3s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration handshakeTimeout();

    /** From the connection until the head of the answer is complete. */
    @WithDefault("5s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 60)
    Duration firstByteTimeout();

    /** For a call as a whole: its caller's thread is held no longer than this. */
    @WithDefault("10s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 120)
    Duration totalTimeout();

    /** An answer with a longer body is cut off; its head may have 8 KiB. */
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

    /** How a URL may begin. */
    enum Scheme {
        HTTPS,
        HTTP;

        static Scheme of(SafeUrl url) {
            return valueOf(url.scheme().toUpperCase(Locale.ROOT));
        }
    }
}
