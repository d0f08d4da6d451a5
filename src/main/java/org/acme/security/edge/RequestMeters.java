package org.acme.security.edge;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.shared.Route;

/**
 * Registers the timer of HTTP requests at startup, with Quarkus' labels, so that dashboards and alerts find it before
 * the first request. Replaces methods and paths that the service does not know: Quarkus labels a refused, aborted or
 * {@code OPTIONS} request with the text of its request line, so that clients could create any number of time series,
 * and after 100 of them Quarkus records no further path.
 */
@Singleton
class RequestMeters implements MeterBinder, MeterFilter {

    private static final String UNKNOWN = "UNKNOWN";
    private static final String METHOD = "method";
    private static final String URI = "uri";
    private static final String REQUESTS = "http.server.requests";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** What Quarkus writes instead of a path. */
    private static final Set<String> CONSTANTS = Set.of("root", "NOT_FOUND", "REDIRECTION", "/cors-preflight");

    private static final DistributionStatisticConfig OBJECTIVE = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(Duration.ofSeconds(1).toNanos())
            .build();

    private volatile Set<String> paths = CONSTANTS;

    void read(@Observes StartupEvent start) {
        paths = Stream.concat(CONSTANTS.stream(), Route.all().stream().map(Route::path))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Counts the responses within a second, for the objective in deploy/prometheus/alerts.yml. */
    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return id.getName().equals(REQUESTS) ? OBJECTIVE.merge(config) : config;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().equals(REQUESTS)
                ? id.withTags(Tags.of(known(id, METHOD, METHODS), known(id, URI, paths)))
                : id;
    }

    private static Tag known(Meter.Id id, String label, Set<String> values) {
        String value = id.getTag(label);
        return Tag.of(label, value != null && values.contains(value) ? value : UNKNOWN);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Timer.builder(REQUESTS)
                .tags(Tags.of(METHOD, UNKNOWN, "outcome", UNKNOWN, "status", UNKNOWN, URI, UNKNOWN))
                .register(registry);
    }
}
