package org.acme.security.issuer;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.acme.security.outbound.Limits;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** When and within which limits the documents of the external issuer are read. */
@ConfigMapping(prefix = "app.issuer")
@RegisterForReflection
@Unremovable
public interface IssuerCallsConfig extends CheckedSettings {

    /** Interval of reading the issuer's keys. A withdrawn key is trusted until then. */
    @WithDefault("5m")
    @Bounds(min = "10s", max = "1h")
    Duration refresh();

    /** Shortest time between two readings because of unknown key ids, which any client can send. */
    @WithDefault("10s")
    @Bounds(min = "1s", max = "10m")
    Duration refetchPause();

    /** How long keys are trusted while the issuer is unavailable; then requests with a token get 503. */
    @WithDefault("24h")
    @Bounds(min = "10m", max = "7d")
    Duration keysMaxAge();

    /** For the TCP connection, and again for the TLS handshake. */
    @WithDefault("2s")
    @Bounds(min = "10ms", max = "10s")
    Duration connectTimeout();

    /** From the connection until the response headers are complete. */
    @WithDefault("2s")
    @Bounds(min = "10ms", max = "10s")
    Duration readTimeout();

    /** For each of the two documents. A request with a new key waits for both. */
    @WithDefault("3s")
    @Bounds(min = "10ms", max = "10s")
    Duration totalTimeout();

    /** Maximum size of a document of the issuer. */
    @WithDefault("256K")
    @Bounds(min = "1", max = "1M")
    MemorySize maxResponseSize();

    default Limits limits() {
        return new Limits(connectTimeout(), connectTimeout(), readTimeout(), totalTimeout(), maxResponseSize());
    }
}
