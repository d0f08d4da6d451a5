package org.acme.security.deadline;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.edge.ClosingConnectionFilter;
import org.acme.shared.FilterOrder;

/**
 * Refuses a request with 503 and {@code Retry-After} after {@code app.request-timeout}. The time stops while the body
 * arrives, and starts anew afterwards. Then closes the connection, because a worker may still process the request.
 */
@Singleton
record RequestTimeoutFilter(DeadlineConfig config, ClosingConnectionFilter connections, Vertx vertx, Ticker time) {

    private static final String TIMER = RequestTimeoutFilter.class.getName();
    private static final long RETRY_AFTER_SECONDS = 5;
    private static final long COMMIT_CHECK_MILLIS = 200;

    void install(@Observes Filters filters) {
        filters.register(this::begin, FilterOrder.REQUEST_TIMEOUT);
        filters.register(this::suspend, FilterOrder.REQUEST_TIMEOUT_SUSPEND);
        filters.register(this::restart, FilterOrder.REQUEST_TIMEOUT_RESTART);
    }

    private void begin(RoutingContext ctx) {
        RequestDeadline.begin(ctx, time, config.requestTimeout());
        schedule(ctx, config.requestTimeout().toMillis());
        ctx.addEndHandler(ended -> {
            vertx.cancelTimer(ctx.<Long>get(TIMER));
            if (ended.failed()) {
                RequestDeadline.of(ctx).abandon();
            }
        });
        ctx.next();
    }

    private void suspend(RoutingContext ctx) {
        RequestDeadline.of(ctx).suspend();
        ctx.next();
    }

    private void restart(RoutingContext ctx) {
        // The body arrived after the timeout, so processing must not start.
        if (RequestDeadline.of(ctx).restart()) {
            ctx.next();
        }
    }

    /** The timer is not moved when the deadline moves, but checks it when it fires: most requests end before. */
    private void schedule(RoutingContext ctx, long millis) {
        ctx.put(TIMER, vertx.setTimer(millis, fired -> {
            RequestDeadline deadline = RequestDeadline.of(ctx);
            long left = deadline.millisLeft();
            if (left > 0) {
                schedule(ctx, left);
            } else if (!deadline.timeOut(() -> refuse(ctx))) {
                schedule(ctx, COMMIT_CHECK_MILLIS);
            }
        }));
    }

    private void refuse(RoutingContext ctx) {
        if (!ctx.response().headWritten() && !ctx.response().closed()) {
            connections.closeAfter(ctx);
            ctx.fail(Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS));
        }
    }
}
