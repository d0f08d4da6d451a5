package org.acme.security.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/**
 * Registers the timer of HTTP requests at startup, with Quarkus' labels, so that dashboards and alerts find it before
 * the first request.
 */
@Singleton
class RequestMeters implements MeterBinder {

    private static final String NONE_YET = "UNKNOWN";

    @Override
    public void bindTo(MeterRegistry registry) {
        Timer.builder("http.server.requests")
                .tags(Tags.of("method", NONE_YET, "outcome", NONE_YET, "status", NONE_YET, "uri", NONE_YET))
                .register(registry);
    }
}
