package org.acme.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acme.problem.LogText;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Maintains a connection to Redis: opens it at startup, reopens it after a loss, and logs both. */
public final class RedisLink {

    private static final Logger LOG = Logger.getLogger(RedisLink.class);
    private static final Duration RECONNECT_DELAY = Duration.ofMillis(250);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:([a-z-]+)");
    private static final String EVICTS = "it may evict keys; set maxmemory-policy to noeviction";

    private final Vertx vertx;
    private final Redis redis;
    private final long timeoutMillis;
    private final RedisUse use;
    private final ContextInternal context;
    private volatile @Nullable TimedConnection open;
    private final AtomicInteger losses = new AtomicInteger();
    private boolean unavailabilityLogged;
    private boolean stopped;

    /** @param timeout of each response */
    public RedisLink(Vertx vertx, Redis redis, Duration timeout, RedisUse use) {
        this.vertx = vertx;
        this.redis = redis;
        this.timeoutMillis = timeout.toMillis();
        this.use = use;
        this.context = (ContextInternal) vertx.getOrCreateContext();
    }

    /** Waits up to five seconds for the first connection. The service also starts without Redis. */
    public void start() {
        Promise<Void> tried = Promise.promise();
        context.runOnContext(ignored -> connect().onComplete(done -> tried.complete()));
        try {
            tried.future()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Redis has not responded yet", LogText.trace(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() {
        context.runOnContext(ignored -> {
            stopped = true;
            if (open != null) {
                open.close();
            }
        });
    }

    public boolean isUp() {
        return open != null;
    }

    /** Changes whenever Redis was unavailable, and so may have lost data. */
    public int losses() {
        return losses.get();
    }

    /** Fails when Redis is unavailable or exceeds the timeout. */
    public Future<Response> send(Request request) {
        Promise<Response> response = Promise.promise();
        context.runOnContext(ignored -> {
            TimedConnection connection = open;
            if (connection == null) {
                response.fail("Redis is unavailable");
            } else {
                connection.send(request).onComplete(response);
            }
        });
        return response.future();
    }

    private Future<Response> connect() {
        return opened().compose(connection -> tried(new TimedConnection(vertx, connection, timeoutMillis)))
                .onFailure(failure -> unavailable(failure.getMessage()));
    }

    /** Redis may accept a connection and never respond. The future of the context has its timeout on the event loop. */
    private Future<RedisConnection> opened() {
        Future<RedisConnection> opening = context.<Void>succeededFuture().compose(ignored -> redis.connect());
        return opening.timeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(ignored -> opening.onSuccess(RedisConnection::close));
    }

    /**
     * Redis counts as available when it runs the commands of the use, not when it accepts a connection, and unless it
     * says that it evicts keys. It may refuse to say, as services of providers do, with an error as response.
     */
    private Future<Response> tried(TimedConnection connection) {
        return use.trial()
                .apply(connection::send)
                .compose(works -> connection
                        .send(Request.cmd(Command.INFO).arg("memory"))
                        .recover(e -> e instanceof Response ? Future.succeededFuture() : Future.failedFuture(e)))
                .compose(memory -> mayEvict(memory) ? Future.failedFuture(EVICTS) : Future.succeededFuture(memory))
                .onSuccess(works -> use(connection))
                .onFailure(ignored -> connection.close());
    }

    private static boolean mayEvict(@Nullable Response memory) {
        Matcher policy = POLICY.matcher(memory == null ? "" : memory.toString());
        return policy.find() && !policy.group(1).equals("noeviction");
    }

    private void use(TimedConnection connection) {
        open = connection;
        connection.onLoss(this::unavailable);
        unavailabilityLogged = false;
        LOG.infof("%s", use.whenAvailable());
    }

    /** Runs on the event loop only. */
    private void unavailable(@Nullable String reason) {
        losses.incrementAndGet();
        open = null;
        if (!stopped) {
            if (!unavailabilityLogged) {
                unavailabilityLogged = true;
                LOG.warnf("%s: %s", use.whenUnavailable(), reason);
            }
            vertx.setTimer(RECONNECT_DELAY.toMillis(), again -> connect());
        }
    }
}
