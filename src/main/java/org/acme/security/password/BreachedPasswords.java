package org.acme.security.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acme.problem.LogText;
import org.acme.security.outbound.CallFailed;
import org.acme.shared.Digests;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;

/**
 * Checks whether a password is known from a data breach. The range API sees five characters of its SHA-1 hash
 * (k-anonymity).
 */
@Singleton
public class BreachedPasswords implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(BreachedPasswords.class);
    private static final String METRIC = "palisade.breach.check";
    private static final int PREFIX = 5;

    private final PwnedRanges ranges;
    private final MeterRegistry metrics;
    private final CircuitBreakerMaintenance breakers;
    private final Cache<String, HashRange> known;
    private final AtomicBoolean unavailable = new AtomicBoolean();

    BreachedPasswords(
            PwnedRanges ranges,
            BreachCheckConfig config,
            Ticker ticker,
            MeterRegistry metrics,
            CircuitBreakerMaintenance breakers) {
        this.ranges = ranges;
        this.metrics = metrics;
        this.breakers = breakers;
        this.known = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(config.cacheTime())
                .maximumSize(config.cacheSize())
                .build();
    }

    /** Registers all meters at startup, so that the first failure shows as an increase from zero. */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            registry.counter(METRIC, "outcome", outcome.label());
        }
        Gauge.builder("palisade.breach.circuit.open", () -> isOpen() ? 1 : 0)
                .description("1 while the range API is not called because of repeated failures")
                .register(registry);
    }

    private boolean isOpen() {
        return breakers.currentState(PwnedRanges.BREAKER) == CircuitBreakerState.OPEN;
    }

    /**
     * Returns true only when the password is known to be breached. False can also mean that the check is disabled or
     * failed; the metric {@code palisade.breach.check} tells. Blocks for at most
     * {@code app.breach-check.total-timeout}.
     */
    public boolean contains(String password) {
        if (!ranges.areConfigured()) {
            return false;
        }
        String hash = sha1(password);
        Outcome outcome = ask(hash.substring(0, PREFIX), hash.substring(PREFIX));
        metrics.counter(METRIC, "outcome", outcome.label()).increment();
        return outcome == Outcome.FOUND;
    }

    private Outcome ask(String prefix, String suffix) {
        try {
            return range(prefix).suffixes().contains(suffix) ? Outcome.FOUND : Outcome.CLEAR;
        } catch (InvalidHashRange e) {
            failed(LogText.of(e));
            return Outcome.MALFORMED;
        } catch (CallFailed e) {
            failed(e.reason() + ", " + LogText.of(e));
            return Outcome.UNAVAILABLE;
        } catch (FaultToleranceException e) {
            // Not called: earlier calls failed, or too many are in progress.
            return Outcome.UNAVAILABLE;
        }
    }

    private void failed(String reason) {
        if (unavailable.compareAndSet(false, true)) {
            LOG.warnf("The range API is unavailable; only the local list of passwords is checked: %s", reason);
        }
    }

    /** Not loaded inside the cache, where a slow response would block other prefixes. */
    private HashRange range(String prefix) {
        HashRange range = known.getIfPresent(prefix);
        if (range == null) {
            range = ranges.fetch(prefix);
            if (unavailable.compareAndSet(true, false)) {
                LOG.info("The range API is available again");
            }
            known.put(prefix, range);
        }
        return range;
    }

    /** The API is indexed by SHA-1. The hash protects nothing here. */
    private static String sha1(String password) {
        return HexFormat.of().withUpperCase().formatHex(Digests.sha1(password));
    }

    /** Result of a check, and label of the metric. */
    enum Outcome {
        FOUND,
        CLEAR,
        UNAVAILABLE,
        MALFORMED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
