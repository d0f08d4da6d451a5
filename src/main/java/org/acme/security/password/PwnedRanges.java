package org.acme.security.password;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.acme.security.outbound.CallFailed;
import org.acme.security.outbound.Upstream;
import org.acme.security.outbound.Upstreams;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Queries the range API, with a circuit breaker and a bulkhead of eight calls. */
@Singleton
class PwnedRanges {

    static final String BREAKER = "breach-check";

    private static final int AT_ONCE = 8;
    private static final int WATCHED = 6;
    private static final long PAUSE_MILLIS = 30_000;

    private final Optional<Upstream> upstream;

    PwnedRanges(BreachCheckConfig config, Upstreams upstreams) {
        upstream = config.url().map(url -> upstreams.at(url, config.limits(), BREAKER));
    }

    boolean areConfigured() {
        return upstream.isPresent();
    }

    /**
     * Fetches a range with padding lines, so that the length of the response does not disclose the prefix.
     *
     * @throws CallFailed when the call fails or exceeds a limit
     * @throws InvalidHashRange when the response is not a list of hashes
     */
    @CircuitBreaker(
            failOn = {CallFailed.class, InvalidHashRange.class},
            requestVolumeThreshold = WATCHED,
            delay = PAUSE_MILLIS)
    @CircuitBreakerName(BREAKER)
    @Bulkhead(AT_ONCE)
    @WithSpan(value = "breach-check.fetch", kind = SpanKind.CLIENT)
    HashRange fetch(String prefix) {
        return HashRange.of(upstream.orElseThrow().get("/range/" + prefix, Map.of("Add-Padding", "true")));
    }

    @PreDestroy
    void close() {
        upstream.ifPresent(Upstream::close);
    }
}
