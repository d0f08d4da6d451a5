package org.acme.security.password;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.acme.security.outbound.Limits;
import org.acme.security.outbound.Upstream;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of the breached password check: the API, timeouts and memory. */
@ConfigMapping(prefix = "app.breach-check")
@RegisterForReflection
@Unremovable
public interface BreachCheckConfig extends CheckedSettings {

    /** Base URL of a Pwned Passwords API; without it, no check is made. The API sees five characters of a hash. */
    Optional<URI> url();

    /** For the TCP connection, and again for the TLS handshake. */
    @WithDefault("1s")
    @Bounds(min = "10ms", max = "10s")
    Duration connectTimeout();

    /** From the connection until the response headers are complete. */
    @WithDefault("2s")
    @Bounds(min = "10ms", max = "10s")
    Duration readTimeout();

    /** For one request. A password that normalization changes needs two: the user waits up to twice as long. */
    @WithDefault("3s")
    @Bounds(min = "10ms", max = "30s")
    Duration totalTimeout();

    /** Maximum size of a response body; real ones have about 40 KiB. */
    @WithDefault("256K")
    @Bounds(min = "1", max = "4M")
    MemorySize maxResponseSize();

    /** How long a response is cached. Breaches published meanwhile are missed. */
    @WithDefault("1h")
    @Bounds(min = "1s", max = "7d")
    Duration cacheTime();

    /** Maximum number of cached responses, about 100 KiB each. */
    @WithDefault("100")
    @Bounds(min = "0", max = "10000")
    int cacheSize();

    default Limits limits() {
        return new Limits(connectTimeout(), connectTimeout(), readTimeout(), totalTimeout(), maxResponseSize());
    }

    /** Refuses to send hashes unencrypted, and an unusable URL. */
    @Override
    default @Nullable String refusal(boolean production) {
        return url().map(url -> Upstream.isBase(url, production)).orElse(true)
                ? null
                : "app.breach-check.url (APP_BREACH_CHECK_URL) must be a URL such as https://api.pwnedpasswords.com";
    }
}
