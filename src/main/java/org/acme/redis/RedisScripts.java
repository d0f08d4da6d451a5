package org.acme.redis;

/** Recognizes the response of Redis to a script that it has lost. */
public final class RedisScripts {

    private RedisScripts() {}

    /** Whether the script must be sent again. It is no failure of Redis. */
    public static boolean isForgotten(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }
}
