package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;
import java.util.stream.Stream;
import org.acme.shared.CheckedSettings;
import org.acme.shared.LocalHosts;
import org.acme.shared.RemoteTls;
import org.jspecify.annotations.Nullable;

/** Whether the operator wants traces, whether the package contains OpenTelemetry, and how they reach the collector. */
@ConfigMapping(prefix = "")
@RegisterForReflection
@Unremovable
public interface TraceConfig extends CheckedSettings {

    String NONE = "0";

    /** Whether the package contains OpenTelemetry; fixed when it is built. */
    @WithName("quarkus.otel.enabled")
    @WithDefault("false")
    boolean built();

    /** Whether traces are switched off, as without the endpoint of a collector ({@link TraceSettings}). */
    @WithName("quarkus.otel.sdk.disabled")
    @WithDefault("false")
    boolean disabled();

    @WithName("quarkus.otel.exporter.otlp.endpoint")
    Optional<String> endpoint();

    @WithName("quarkus.otel.exporter.otlp.traces.endpoint")
    Optional<String> tracesEndpoint();

    /**
     * {@code off} sends traces unencrypted, which requires a trusted network: they contain paths, ids and statements.
     */
    @WithName("app.traces.tls")
    @WithDefault("required")
    RemoteTls tls();

    /** Events of spans contain messages of exceptions, which can quote rows and requests. */
    @WithName("quarkus.otel.span.event.count.limit")
    @WithDefault(NONE)
    String spanEvents();

    /** The same setting of OpenTelemetry itself. */
    @WithName("otel.span.event.count.limit")
    @WithDefault(NONE)
    String librarySpanEvents();

    @Override
    default @Nullable String refusal(boolean production) {
        if (disabled()) {
            return null;
        }
        if (!built()) {
            return "quarkus.otel.exporter.otlp.endpoint (QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT) has no effect, because this"
                    + " package was built without traces: build it with ./mvnw package -Dtraces, or remove the setting";
        }
        if (production
                && !Stream.of(spanEvents(), librarySpanEvents())
                        .map(String::strip)
                        .allMatch(NONE::equals)) {
            return "quarkus.otel.span.event.count.limit (QUARKUS_OTEL_SPAN_EVENT_COUNT_LIMIT) and otel.span.event.count.limit"
                    + " must be 0: traces would contain messages of exceptions, with data. Remove them";
        }
        return production && tls() == RemoteTls.REQUIRED && !isEncrypted()
                ? "quarkus.otel.exporter.otlp.endpoint (QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT) must begin with https://,"
                        + " unless the collector is on this machine; app.traces.tls=off (APP_TRACES_TLS) allows"
                        + " unencrypted connections"
                : null;
    }

    private boolean isEncrypted() {
        return Stream.of(endpoint(), tracesEndpoint())
                .flatMap(Optional::stream)
                .map(String::strip)
                .allMatch(url -> url.startsWith("https://") || LocalHosts.isUrl(url));
    }
}
