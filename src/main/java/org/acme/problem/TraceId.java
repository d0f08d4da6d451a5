package org.acme.problem;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * The trace id of a request, in the log and in problems. The service generates it and ignores trace ids of clients, so
 * that a client cannot give two requests the same id.
 */
public final class TraceId {

    private static final String KEY = "traceId";
    private static final HexFormat HEX = HexFormat.of();

    private TraceId() {}

    /** Generates a trace id of 128 random bits for the current request. It need not be unpredictable. */
    public static void begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        MDC.put(KEY, HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()));
    }

    /** The trace id of the current request, or the text {@code null} outside of a request. */
    public static String current() {
        return String.valueOf(MDC.get(KEY));
    }
}
