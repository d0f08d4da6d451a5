package org.acme.security.edge;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import io.quarkus.arc.Unremovable;
import io.quarkus.arc.properties.UnlessBuildProperty;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Blanks every attribute of a span that is not listed, before the span is exported. Instrumentation records addresses,
 * user agents, queries and URLs, which contain personal data and secrets. A new version may record more.
 */
@Singleton
@Unremovable
@UnlessBuildProperty(name = "quarkus.otel.enabled", stringValue = "false", enableIfMissing = true)
class TracedAttributes implements ExtendedSpanProcessor {

    /** Their values come from the code or the configuration, or are numbers that the service determines. */
    private static final Set<String> SAFE = Set.of("""
            http.request.method http.response.status_code http.route http.response.body.size
            network.protocol.name network.protocol.version error.type
            code.function.name code.function code.namespace
            db.system db.system.name db.operation db.operation.name db.sql.table db.collection.name
            """.split("\\s+"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Attributes are complete only at the end.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnding(ReadWriteSpan span) {
        span.getAttributes().forEach((key, value) -> {
            if (!SAFE.contains(key.getKey())) {
                blank(span, key);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void blank(ReadWriteSpan span, AttributeKey<?> key) {
        switch (key.getType()) {
            case STRING -> span.setAttribute((AttributeKey<String>) key, "");
            case LONG -> span.setAttribute((AttributeKey<Long>) key, 0L);
            case DOUBLE -> span.setAttribute((AttributeKey<Double>) key, 0d);
            case BOOLEAN -> span.setAttribute((AttributeKey<Boolean>) key, false);
            default -> span.setAttribute((AttributeKey<List<Object>>) key, List.of());
        }
    }

    @Override
    public boolean isOnEndingRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // The attributes can no longer be changed.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
