package org.acme.problem;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * The trace id of a request, in the log and in problems. The service ignores trace ids of clients, so that a client
 * cannot give two requests the same id. With OpenTelemetry, it is the id of the trace, which a trusted proxy may begin.
 */
public final class TraceId {

    private static final String KEY = "traceId";
    private static final HexFormat HEX = HexFormat.of();

    private TraceId() {}

    /** Takes the trace id of the current span, or generates one. */
    public static void begin() {
        SpanContext span = Span.current().getSpanContext();
        MDC.put(KEY, span.isValid() ? span.getTraceId() : generated());
    }

    /** 128 random bits. They need not be unpredictable. */
    private static String generated() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /** The trace id of the current request; outside of a request, a new one each time. */
    public static String current() {
        return MDC.get(KEY) instanceof String id ? id : generated();
    }
}
