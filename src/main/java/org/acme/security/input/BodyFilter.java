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
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the whole body on the event loop, so that slow clients occupy no worker thread. Refuses bodies larger than
 * {@code app.max-payload-size}: announced ones before the first byte, chunked ones at the first excess byte. Refuses
 * bodies that exceed {@link BodyMemory}, and those over 16 KiB without valid credentials: anonymous clients could hold
 * all of that memory. Closes the connection when the body is incomplete after {@code app.input.read-timeout}.
 *
 * <p>Afterwards every request has a body in memory, which may be empty. JAX-RS therefore never opens a blocking stream
 * on the connection, whatever the framing.
 */
@ApplicationScoped
class BodyFilter {

    private static final String TIMER = BodyFilter.class.getName();

    private static final long RETRY_AFTER_SECONDS = 1;
    private static final List<String> CREDENTIALS = List.of("Authorization", "X-API-Key");
    private static final String TOO_LARGE_FOR_ANONYMOUS =
            "Without valid credentials, a request body can have at most " + BodyMemory.SMALL + " bytes.";

    private final PayloadConfig config;
    private final BodyMemory memory;
    private final Vertx vertx;
    private final BodyHandler reader;
    private final BodyHandler readerOfAnonymous;

    BodyFilter(PayloadConfig config, BodyMemory memory, Vertx vertx) {
        this.config = config;
        this.memory = memory;
        this.vertx = vertx;
        long max = config.maxPayloadSize().asLongValue();
        this.reader = reader(max);
        this.readerOfAnonymous = reader(Math.min(max, BodyMemory.SMALL));
    }

    private static BodyHandler reader(long max) {
        return BodyHandler.create(false).setBodyLimit(max).setPreallocateBodyBuffer(false);
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
        Problem refusal = refusal(ctx);
        if (refusal != null) {
            ctx.fail(refusal.code().status(), refusal);
            return;
        }
        long readTimeout = config.input().readTimeout().toMillis();
        long timer = vertx.setTimer(readTimeout, late -> request.connection().close());
        ctx.put(TIMER, timer);
        ctx.addEndHandler(ended -> vertx.cancelTimer(timer));
        (isAnonymous(ctx) ? readerOfAnonymous : reader).handle(ctx);
        // From here on, the decoder reports defects of the client's data, such as a malformed chunk.
        request.exceptionHandler(broken -> ctx.fail(ProblemCode.MALFORMED_REQUEST.status(), broken));
    }

    /** A body larger than the maximum is refused by its reader before it is read, so it takes no memory. */
    private @Nullable Problem refusal(RoutingContext ctx) {
        long max = config.maxPayloadSize().asLongValue();
        long size = Bodies.size(ctx.request(), max);
        if (size <= BodyMemory.SMALL || size > max) {
            return null;
        }
        if (isAnonymous(ctx)) {
            return anonymousRefusal(ctx.request());
        }
        if (!memory.take(size)) {
            return Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS);
        }
        ctx.addEndHandler(ended -> memory.release(size));
        return null;
    }

    private static boolean isAnonymous(RoutingContext ctx) {
        return !(ctx.user() instanceof QuarkusHttpUser user)
                || user.getSecurityIdentity().isAnonymous();
    }

    /** Tells a client with invalid credentials that it needs new ones. A chunked body is refused while it is read. */
    private static @Nullable Problem anonymousRefusal(HttpServerRequest request) {
        if (!request.headers().contains("Content-Length")) {
            return null;
        }
        return CREDENTIALS.stream().anyMatch(request.headers()::contains)
                ? new Problem(ProblemCode.UNAUTHENTICATED)
                : new Problem(ProblemCode.PAYLOAD_TOO_LARGE, TOO_LARGE_FOR_ANONYMOUS);
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
