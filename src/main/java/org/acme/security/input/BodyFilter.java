package org.acme.security.input;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;

/**
 * Reads the whole body on the event loop, so that slow clients occupy no worker thread. Refuses bodies larger than
 * {@code app.max-payload-size}: announced ones before the first byte, chunked ones at the first excess byte. Refuses
 * bodies that exceed {@link BodyMemory}. Closes the connection when the body is incomplete after
 * {@code app.input.read-timeout}.
 *
 * <p>Afterwards every request has a body in memory, which may be empty. JAX-RS therefore never opens a blocking stream
 * on the connection, whatever the framing.
 */
@ApplicationScoped
class BodyFilter {

    private static final String TIMER = BodyFilter.class.getName();

    private static final long RETRY_AFTER_SECONDS = 1;

    private final PayloadConfig config;
    private final BodyMemory memory;
    private final Vertx vertx;
    private final BodyHandler reader;

    BodyFilter(PayloadConfig config, BodyMemory memory, Vertx vertx) {
        this.config = config;
        this.memory = memory;
        this.vertx = vertx;
        this.reader = BodyHandler.create(false)
                .setBodyLimit(config.maxPayloadSize().asLongValue())
                .setPreallocateBodyBuffer(false);
    }

    void install(@Observes Filters filters) {
        filters.register(this::read, FilterOrder.BODY);
        filters.register(this::complete, FilterOrder.BODY_COMPLETE);
    }

    private void read(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!Bodies.mayFollow(request) || request.isEnded()) {
            ctx.next();
            return;
        }
        if (!takesMemory(ctx)) {
            ctx.fail(
                    ProblemCode.UNAVAILABLE.status(), Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS));
            return;
        }
        long readTimeout = config.input().readTimeout().toMillis();
        long timer = vertx.setTimer(readTimeout, late -> request.connection().close());
        ctx.put(TIMER, timer);
        ctx.addEndHandler(ended -> vertx.cancelTimer(timer));
        reader.handle(ctx);
        // From here on, the decoder reports defects of the client's data, such as a malformed chunk.
        request.exceptionHandler(broken -> ctx.fail(ProblemCode.MALFORMED_REQUEST.status(), broken));
    }

    /** A body larger than the maximum is refused before it is read, so it takes no memory. */
    private boolean takesMemory(RoutingContext ctx) {
        long max = config.maxPayloadSize().asLongValue();
        long size = Bodies.size(ctx.request(), max);
        if (size <= BodyMemory.SMALL || size > max) {
            return true;
        }
        String holder = holder(ctx);
        boolean taken = memory.take(holder, size);
        if (taken) {
            ctx.addEndHandler(ended -> memory.release(holder, size));
        }
        return taken;
    }

    /** The user; all clients without valid credentials are one. */
    private static String holder(RoutingContext ctx) {
        return ctx.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getPrincipal().getName()
                : "";
    }

    private void complete(RoutingContext ctx) {
        Long timer = ctx.get(TIMER);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        if (!Bodies.isComplete(ctx)) {
            ((RoutingContextInternal) ctx).setBody(Buffer.buffer());
        }
        // The interim response was sent; JAX-RS would send it again.
        ctx.request().headers().remove("Expect");
        ctx.next();
    }
}
