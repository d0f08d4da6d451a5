package org.acme.security.password;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.acme.security.outbound.Limits;
import org.acme.security.outbound.Upstream;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** Settings of the breached password check: the API, timeouts and memory. */
@ConfigMapping(prefix = "app.breach-check")
@StartupCheck
public interface BreachCheckConfig extends StartupCheck.Settings {

    /** Base URL of a Pwned Passwords API; without it, no check is made. The API sees five characters of a hash. */
    Optional<URI> url();

    /** For the TCP connection, and again for the TLS handshake. */
    @WithDefault("1s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration connectTimeout();

    /** From the connection until the response headers are complete. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration readTimeout();

    /** For the whole check: the user who sets a password waits no longer than this. */
    @WithDefault("3s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration totalTimeout();

    /** Maximum size of a response body; real ones have about 40 KiB. */
    @WithDefault("256K")
    MemorySize maxResponseSize();

    /** How long a response is cached. Breaches published meanwhile are missed. */
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    @DurationMax(days = 7)
    Duration cacheTime();

    /** Maximum number of cached responses, about 100 KiB each. */
    @WithDefault("100")
    @Min(0)
    @Max(10_000)
    int cacheSize();

    default Limits limits() {
        return new Limits(
                connectTimeout(),
                connectTimeout(),
                readTimeout(),
                totalTimeout(),
                maxResponseSize().asLongValue());
    }

    /** Refuses to send hashes unencrypted, and an unusable URL. */
    @Override
    default @Nullable String refusal(boolean production) {
        if (!url().map(url -> Upstream.isBase(url, production)).orElse(true)) {
            return "app.breach-check.url (APP_BREACH_CHECK_URL) must be a URL such as https://api.pwnedpasswords.com";
        }
        long answer = maxResponseSize().asLongValue();
        return answer < 1 || answer > 4 << 20
                ? "app.breach-check.max-response-size (APP_BREACH_CHECK_MAX_RESPONSE_SIZE) must be between 1 and 4M"
                : null;
    }
}
