package org.acme.security.edge;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenTelemetry switched off until the operator configures the endpoint of a collector. Otherwise, it would
 * export to its default endpoint, a port of this machine.
 */
@Priority(TraceSettings.AFTER_EXPRESSIONS)
public class TraceSettings implements ConfigSourceInterceptor {

    /** Interceptors with a lower number run later. */
    static final int AFTER_EXPRESSIONS = Priorities.LIBRARY + 210;

    private static final String SWITCHED_OFF = "quarkus.otel.sdk.disabled";

    private static final List<String> ENDPOINTS =
            List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return !name.equals(SWITCHED_OFF)
                        || ENDPOINTS.stream().anyMatch(endpoint -> isConfigured(context.restart(endpoint)))
                ? context.proceed(name)
                : ConfigValue.builder()
                        .withName(name)
                        .withValue("true")
                        .withRawValue("true")
                        .withConfigSourceName(ENDPOINTS.get(0))
                        .build();
    }

    /** Defaults have the lowest ordinal. */
    private static boolean isConfigured(@Nullable ConfigValue endpoint) {
        return endpoint != null
                && endpoint.getConfigSourceOrdinal() > Integer.MIN_VALUE
                && endpoint.getValue() != null
                && !endpoint.getValue().isBlank();
    }
}
