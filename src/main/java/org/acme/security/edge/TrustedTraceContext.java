package org.acme.security.edge;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.quarkus.arc.Unremovable;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Accepts {@code traceparent} (W3C Trace Context) from trusted proxies only. A client could otherwise give its requests
 * the trace id of another one, or have all of them recorded. Of two headers, one could be that of the client, to which
 * the proxy has added its own, so none is accepted. Outbound calls carry no trace context, because they go to other
 * parties.
 */
@Singleton
@Unremovable
@UnlessBuildProperty(name = "quarkus.otel.enabled", stringValue = "false", enableIfMissing = true)
record TrustedTraceContext(ClientAddress client) implements TextMapPropagatorCustomizer {

    private static final String HEADER = "traceparent";

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
            return carrier instanceof HttpServerRequest request
                            && client.isFromTrustedProxy(request)
                            && request.headers().getAll(HEADER).size() == 1
                    ? trusting.extract(context, carrier, getter)
                    : context;
        }
    }
}
