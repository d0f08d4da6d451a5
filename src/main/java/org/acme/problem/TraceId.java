package org.acme.problem;

import java.util.UUID;
import org.jboss.logging.MDC;

/**
 * The name that a request has in the log and in its problem. It is ours, never taken from the client, so that nobody
 * can make two requests look like one.
 */
public final class TraceId {

    private static final String KEY = "traceId";

    private TraceId() {}

    /** Names the request that the current context serves. */
    public static void begin() {
        MDC.put(KEY, UUID.randomUUID().toString().replace("-", ""));
    }

    /** The name of the request that this thread serves, or {@code null} as text where it serves none. */
    public static String current() {
        return String.valueOf(MDC.get(KEY));
    }
}
