package org.acme.security.input;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;

/**
 * Reads the whole body on the event loop, so that slow clients occupy no worker thread. Refuses bodies larger than
 * {@code app.max-payload-size}: announced ones before the first byte, chunked ones at the first excess byte. Refuses a
 * body as soon as its bytes exceed {@link BodyMemory}. Closes the connection when the body is incomplete after
 * {@code app.input.read-timeout}. Vert.x's {@code BodyHandler} cannot apply {@code BodyMemory}.
 *
 * <p>When the client disconnects, its complete body counts for another {@code app.input.read-timeout}, because a worker
 * may still need it.
 *
 * <p>Afterwards every request has a body in memory, which may be empty. JAX-RS therefore never opens a blocking stream
 * on the connection, whatever the framing.
 */
@Singleton
record BodyFilter(PayloadConfig config, BodyMemory memory, Vertx vertx) {

    private static final String TIMER = BodyFilter.class.getName();

    private static final long RETRY_AFTER_SECONDS = 1;

    void install(@Observes Filters filters) {
        filters.register(this::read, FilterOrder.BODY);
        filters.register(this::complete, FilterOrder.BODY_COMPLETE);
    }

    private void read(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String expected = request.getHeader("Expect");
        if (ctx.response().closed()) {
            // The handlers that would release the body have run.
            return;
        }
        if (!Bodies.mayFollow(request) || request.isEnded()) {
            ctx.next();
        } else if (Bodies.announced(request) > max()) {
            ctx.fail(ProblemCode.PAYLOAD_TOO_LARGE.status());
        } else if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            ctx.fail(ProblemCode.MALFORMED_REQUEST.status());
        } else {
            if (expected != null && request.version() != HttpVersion.HTTP_1_0) {
                ctx.response().writeContinue();
            }
            receive(ctx);
        }
    }

    private void receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        String holder = holder(ctx);
        Buffer body = Buffer.buffer();
        long readTimeout = config.input().readTimeout().toMillis();
        long timer = vertx.setTimer(readTimeout, ignored -> request.connection().close());
        ctx.put(TIMER, timer);
        ctx.addEndHandler(ended -> {
            vertx.cancelTimer(timer);
            int size = body.length();
            if (ended.failed() && Bodies.isComplete(ctx)) {
                vertx.setTimer(readTimeout, ignored -> memory.release(holder, size));
            } else {
                memory.release(holder, size);
            }
        });
        request.handler(part -> add(part, body, holder, ctx));
        request.endHandler(end -> {
            if (!ctx.failed()) {
                ((RoutingContextInternal) ctx).setBody(body);
                ctx.next();
            }
        });
        // The decoder reports defects of the client's data, such as a malformed chunk.
        request.exceptionHandler(broken -> ctx.fail(ProblemCode.MALFORMED_REQUEST.status(), broken));
        request.resume();
    }

    private void add(Buffer part, Buffer body, String holder, RoutingContext ctx) {
        long size = (long) body.length() + part.length();
        if (ctx.failed()) {
            return;
        }
        if (size > max()) {
            ctx.fail(ProblemCode.PAYLOAD_TOO_LARGE.status());
        } else if (memory.tryGrow(holder, body.length(), size)) {
            body.appendBuffer(part);
        } else {
            ctx.fail(Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS));
        }
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
        RoutingContextInternal internal = (RoutingContextInternal) ctx;
        if (!Bodies.isComplete(ctx)) {
            internal.setBody(Buffer.buffer());
        }
        // A handler of an extension would wait for a body that has arrived.
        internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
        // The interim response was sent; JAX-RS would send it again.
        ctx.request().headers().remove("Expect");
        ctx.next();
    }

    private long max() {
        return config.maxPayloadSize().asLongValue();
    }
}
