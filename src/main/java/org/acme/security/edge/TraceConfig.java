package org.acme.security.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Whether the operator wants traces, and whether the package contains OpenTelemetry. */
@ConfigMapping(prefix = "quarkus.otel")
@StartupCheck
public interface TraceConfig extends StartupCheck.Settings {

    /** Whether the package contains OpenTelemetry; fixed when it is built. */
    @WithName("enabled")
    @WithDefault("false")
    boolean built();

    /** Whether traces are switched off, as without the endpoint of a collector ({@link TraceSettings}). */
    @WithName("sdk.disabled")
    @WithDefault("false")
    boolean disabled();

    @Override
    default @Nullable String refusal(boolean production) {
        return built() || disabled()
                ? null
                : "quarkus.otel.exporter.otlp.endpoint (QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT) has no effect, because this"
                        + " package was built without traces: build it with ./mvnw package -Dtraces, or remove the setting";
    }
}
