package org.acme.security.breach;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.acme.security.outbound.Limits;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Whom to ask for breached passwords, and how much patience and memory the answer may cost. */
@ConfigMapping(prefix = "app.breach-check")
@SafeBreachCheck
public interface BreachCheckConfig {

    /** Base of a Pwned Passwords API; without it nobody is asked. Whoever answers learns five characters of a hash. */
    Optional<URI> url();

    /** For the connection, and again for the TLS handshake. */
    @WithDefault("1s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration connectTimeout();

    /** From the connection until the head of the answer is complete. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration readTimeout();

    /** For a question as a whole: whoever sets a password waits no longer than this. */
    @WithDefault("3s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 30)
    Duration totalTimeout();

    /** An answer with a longer body is cut off; real ones have some 40 KiB. */
    @WithDefault("256K")
    MemorySize maxResponseSize();

    /** How long an answer is used again; what became known since then is missed. */
    @WithDefault("1h")
    @DurationMin(seconds = 1)
    @DurationMax(days = 7)
    Duration cacheTime();

    /** Answers that are kept; each takes some 100 KiB. */
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
}
