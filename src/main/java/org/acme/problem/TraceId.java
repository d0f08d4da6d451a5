package org.acme.problem;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * The name that a request has in the log and in its problem. It is ours, never taken from the client, so that nobody
 * can make two requests look like one.
 */
public final class TraceId {

    private static final String KEY = "traceId";
    private static final HexFormat HEX = HexFormat.of();

    private TraceId() {}

    /** Names the request that the current context serves, by 128 random bits. They need not be hard to foresee. */
    public static void begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        MDC.put(KEY, HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong()));
    }

    /** The name of the request that this thread serves, or {@code null} as text where it serves none. */
    public static String current() {
        return String.valueOf(MDC.get(KEY));
    }
}
