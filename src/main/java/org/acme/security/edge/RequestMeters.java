package org.acme.security.edge;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Registers the timer of HTTP requests at startup, with Quarkus' labels, so that dashboards and alerts find it before
 * the first request.
 */
@Singleton
class RequestMeters implements MeterBinder {

    private static final String NONE_YET = "UNKNOWN";
    private static final String REQUESTS = "http.server.requests";
    private static final DistributionStatisticConfig OBJECTIVE = DistributionStatisticConfig.builder()
            .serviceLevelObjectives(Duration.ofSeconds(1).toNanos())
            .build();

    /** Counts the responses within a second, for the objective in deploy/prometheus/alerts.yml. */
    @Produces
    @Singleton
    static MeterFilter objective() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(REQUESTS) ? OBJECTIVE.merge(config) : config;
            }
        };
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Timer.builder(REQUESTS)
                .tags(Tags.of("method", NONE_YET, "outcome", NONE_YET, "status", NONE_YET, "uri", NONE_YET))
                .register(registry);
    }
}
