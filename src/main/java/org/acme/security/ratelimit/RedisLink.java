package org.acme.security.ratelimit;

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
import org.jboss.logging.Logger;

/** Keeps one connection to Redis: opens it at the start, and again whenever it was lost; tells when that changes. */
final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(250);
    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Redis redis;
    private final long timeoutMillis;
    private final Context context;
    private volatile TimedConnection open;
    private boolean saidAway;
    private boolean stopped;

    RedisLink(Vertx vertx, Redis redis, Duration timeout, MeterRegistry meters) {
        this.vertx = vertx;
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
        this.context = vertx.getOrCreateContext();
        Gauge.builder("rate.limit.redis.available", this, link -> link.isUp() ? 1 : 0)
                .description("1 while all instances count together in Redis, 0 while each counts on its own")
                .register(meters);
    }

    /** Waits for the first connection, a few seconds at most; the service starts without Redis as well. */
    void start() {
        Promise<Void> tried = Promise.promise();
        context.runOnContext(any -> connect().onComplete(done -> tried.complete()));
        try {
            tried.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_AT_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException notYet) {
            LOG.debug("Redis has not responded yet", LogText.trace(notYet));
        } catch (InterruptedException stopped) {
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

    /** Fails when Redis is away, or slower than it may be. */
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
                .onFailure(failure -> away(failure.getMessage()));
    }

    /** Redis is there when it runs the script, not when it opens a connection. */
    private Future<Response> tried(TimedConnection connection) {
        Claim trial = new Claim(new Policy(0, "trial", 1, 1_000_000, Per.OPERATION), "");
        return connection
                .ask(WindowScript.load())
                .compose(loaded -> WindowScript.run(connection::ask, List.of("trial"), trial))
                .onSuccess(works -> use(connection))
                .onFailure(useless -> connection.close());
    }

    private void use(TimedConnection connection) {
        open = connection;
        connection.onLoss(this::away);
        saidAway = false;
        LOG.info("Rate limits: Redis is available, all instances count together");
    }

    private void away(String reason) {
        open = null;
        if (!stopped) {
            if (!saidAway) {
                saidAway = true;
                LOG.warnf("Rate limits: Redis is unavailable (%s), each instance counts on its own", reason);
            }
            vertx.setTimer(BEFORE_ANOTHER_TRY.toMillis(), again -> connect());
        }
    }
}
