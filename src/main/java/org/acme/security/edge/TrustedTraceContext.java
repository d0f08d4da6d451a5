package org.acme.security.edge;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.arc.Unremovable;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Accepts {@code traceparent} (W3C Trace Context) from trusted proxies only. A client could otherwise give its requests
 * the trace id of another one, or have all of them recorded. Outbound calls carry no trace context, because they go to
 * other parties.
 */
@Singleton
@Unremovable
@IfBuildProperty(name = "quarkus.otel.enabled", stringValue = "true")
class TrustedTraceContext implements TextMapPropagatorCustomizer {

    private final ClientAddress client;

    TrustedTraceContext(ClientAddress client) {
        this.client = client;
    }

    @Override
    public TextMapPropagator customize(TextMapPropagatorCustomizer.Context configured) {
        return new FromProxies(configured.propagator(), client);
    }

    private record FromProxies(TextMapPropagator trusting, ClientAddress client) implements TextMapPropagator {

        @Override
        public Collection<String> fields() {
            return trusting.fields();
        }

        @Override
        public <C> void inject(io.opentelemetry.context.Context context, @Nullable C carrier, TextMapSetter<C> setter) {
            // See the class comment.
        }

        @Override
        public <C> io.opentelemetry.context.Context extract(
                io.opentelemetry.context.Context context, @Nullable C carrier, TextMapGetter<C> getter) {
            return carrier instanceof HttpServerRequest request && client.isFromTrustedProxy(request)
                    ? trusting.extract(context, carrier, getter)
                    : context;
        }
    }
}
