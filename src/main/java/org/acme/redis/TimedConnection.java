package org.acme.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis with a timeout for each response. It reports its own loss after three consecutive failures; a
 * response after its timeout does not interrupt them. All callbacks and timers run on one event loop, so that the delay
 * of a busy loop is not mistaken for a slow Redis.
 */
final class TimedConnection {

    private static final int FAILURES_IN_A_ROW = 3;

    private final Vertx vertx;
    private final RedisConnection connection;
    private final long timeoutMillis;
    private int failures;
    private Consumer<@Nullable String> onLoss = reason -> {};

    TimedConnection(Vertx vertx, RedisConnection connection, long timeoutMillis) {
        this.vertx = vertx;
        this.connection = connection;
        this.timeoutMillis = timeoutMillis;
        connection.exceptionHandler(broken -> lose(broken.getMessage()));
        connection.endHandler(end -> lose("the connection was closed"));
    }

    /** @param listener called once, with the reason */
    void onLoss(Consumer<@Nullable String> listener) {
        onLoss = listener;
    }

    Future<Response> send(Request request) {
        Promise<Response> response = Promise.promise();
        long timer = vertx.setTimer(timeoutMillis, ignored -> {
            if (response.tryFail("no response within " + timeoutMillis + " ms")) {
                failed("responses time out");
            }
        });
        connection.send(request).onComplete(reply -> {
            vertx.cancelTimer(timer);
            if (reply.succeeded()) {
                failures = response.tryComplete(reply.result()) ? 0 : failures;
            } else if (response.tryFail(reply.cause()) && !RedisUse.isForgotten(reply.cause())) {
                failed(reply.cause().getMessage());
            }
        });
        return response.future();
    }

    private void failed(@Nullable String reason) {
        if (++failures >= FAILURES_IN_A_ROW) {
            lose(reason);
        }
    }

    private void lose(@Nullable String reason) {
        Consumer<@Nullable String> listener = onLoss;
        close();
        listener.accept(reason);
    }

    /** Unsubscribing makes the client close the connection instead of returning it to the pool. */
    void close() {
        onLoss = reason -> {};
        connection.send(Request.cmd(Command.UNSUBSCRIBE));
        connection.close();
    }
}
