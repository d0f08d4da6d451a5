package org.acme.security.issuer;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.acme.security.outbound.Limits;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/** When and within which limits the documents of the external issuer are read. */
@ConfigMapping(prefix = "app.issuer")
@StartupCheck
public interface IssuerCallsConfig extends StartupCheck.Settings {

    /** Interval of reading the issuer's keys. A withdrawn key is trusted until then. */
    @WithDefault("5m")
    @DurationMin(seconds = 10)
    @DurationMax(hours = 1)
    Duration refresh();

    /** Shortest time between two readings because of unknown key ids, which any client can send. */
    @WithDefault("10s")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 10)
    Duration refetchPause();

    /** How long keys are trusted while the issuer is unavailable; then requests with a token get 503. */
    @WithDefault("24h")
    @DurationMin(minutes = 10)
    @DurationMax(days = 7)
    Duration keysMaxAge();

    /** For the TCP connection, and again for the TLS handshake. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration connectTimeout();

    /** From the connection until the response headers are complete. */
    @WithDefault("2s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration readTimeout();

    /** For each of the two documents. A request with a new key waits for both. */
    @WithDefault("3s")
    @DurationMin(millis = 10)
    @DurationMax(seconds = 10)
    Duration totalTimeout();

    /** Maximum size of a document of the issuer. */
    @WithDefault("256K")
    MemorySize maxResponseSize();

    default Limits limits() {
        return new Limits(
                connectTimeout(),
                connectTimeout(),
                readTimeout(),
                totalTimeout(),
                maxResponseSize().asLongValue());
    }

    @Override
    default @Nullable String refusal(boolean production) {
        long answer = maxResponseSize().asLongValue();
        return answer < 1 || answer > 1 << 20
                ? "app.issuer.max-response-size (APP_ISSUER_MAX_RESPONSE_SIZE) must be between 1 and 1M"
                : null;
    }
}
