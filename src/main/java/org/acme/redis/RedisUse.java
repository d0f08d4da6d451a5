package org.acme.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Function;

/**
 * What a connection to Redis is used for.
 *
 * @param whenAvailable the log line when Redis becomes available
 * @param whenUnavailable the log line when Redis becomes unavailable; the reason follows
 * @param trial sends the commands of the use, as proof that Redis runs them
 */
public record RedisUse(
        String whenAvailable,
        String whenUnavailable,
        Function<Function<Request, Future<Response>>, Future<Response>> trial) {

    /** Whether Redis has lost a script, which must be sent again. It is no failure of Redis. */
    public static boolean isForgotten(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }
}
