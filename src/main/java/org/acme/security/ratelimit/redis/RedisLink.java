package org.acme.security.ratelimit.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acme.problem.LogText;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.acme.security.ratelimit.window.Hit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Maintains a connection to Redis: opens it at startup, reopens it after a loss, and logs both. */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration RECONNECT_DELAY = Duration.ofMillis(250);
    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Redis redis;
    private final long timeoutMillis;
    private final Context context;
    private volatile @Nullable TimedConnection open;
    private boolean unavailabilityLogged;
    private boolean stopped;

    RedisLink(Vertx vertx, Redis redis, Duration timeout, MeterRegistry meters) {
        this.vertx = vertx;
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
        this.context = vertx.getOrCreateContext();
        Gauge.builder("palisade.ratelimit.redis.available", this, link -> link.isUp() ? 1 : 0)
                .description("1 while all instances count together in Redis, 0 while each counts on its own")
                .register(meters);
    }

    /** Waits up to five seconds for the first connection. The service also starts without Redis. */
    void start() {
        Promise<Void> tried = Promise.promise();
        context.runOnContext(any -> connect().onComplete(done -> tried.complete()));
        try {
            tried.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(STARTUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Redis has not responded yet", LogText.trace(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        context.runOnContext(any -> {
            stopped = true;
            if (open != null) {
                open.close();
            }
        });
    }

    boolean isUp() {
        return open != null;
    }

    /** Fails when Redis is unavailable or exceeds the timeout. */
    Future<Response> ask(Request request) {
        Promise<Response> answer = Promise.promise();
        context.runOnContext(any -> {
            TimedConnection connection = open;
            if (connection == null) {
                answer.fail("Redis is unavailable");
            } else {
                connection.ask(request).onComplete(answer);
            }
        });
        return answer.future();
    }

    private Future<Response> connect() {
        return Future.succeededFuture()
                .compose(any -> redis.connect())
                .compose(connection -> tried(new TimedConnection(vertx, connection, timeoutMillis)))
                .onFailure(failure -> unavailable(failure.getMessage()));
    }

    /** Redis counts as available when it runs the script, not when it accepts a connection. */
    private Future<Response> tried(TimedConnection connection) {
        Hit trial = new Hit(new Policy(0, "trial", 1, 1_000_000, Per.OPERATION), "");
        return connection
                .ask(RedisScript.load())
                .compose(loaded -> RedisScript.run(connection::ask, List.of("trial"), trial))
                .onSuccess(works -> use(connection))
                .onFailure(useless -> connection.close());
    }

    private void use(TimedConnection connection) {
        open = connection;
        connection.onLoss(this::unavailable);
        unavailabilityLogged = false;
        LOG.info("Rate limits: Redis is available, all instances count together");
    }

    private void unavailable(String reason) {
        open = null;
        if (!stopped) {
            if (!unavailabilityLogged) {
                unavailabilityLogged = true;
                LOG.warnf("Rate limits: Redis is unavailable (%s), each instance counts on its own", reason);
            }
            vertx.setTimer(RECONNECT_DELAY.toMillis(), again -> connect());
        }
    }
}
