package org.acme.problem;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.shared.FilterOrder;
import org.jboss.logging.Logger;

/**
 * Maps failures outside of JAX-RS to problems, on both ports: unknown paths, refusals by filters, a full worker pool.
 */
@Singleton
public record RouterProblems(ProblemContract contract) {

    private static final Logger LOG = Logger.getLogger(RouterProblems.class);
    private static final String UNREAD = "/bad-request";

    void install(@Observes Router router) {
        addHandlers(router);
    }

    void installOnManagementPort(@Observes ManagementInterface management) {
        management
                .router()
                .route()
                .order(FilterOrder.RouterHandlers.FIRST)
                .handler(ctx -> {
                    if (isEncoded(ctx.request())) {
                        ctx.fail(404);
                    } else {
                        ctx.next();
                    }
                })
                .failureHandler(ctx -> {
                    TraceId.begin();
                    ctx.next();
                });
        addHandlers(management.router());
    }

    private void addHandlers(Router router) {
        router.route().order(FilterOrder.RouterHandlers.RESPONSE).failureHandler(this::respond);
        router.route().order(Integer.MAX_VALUE).handler(ctx -> ctx.fail(404));
    }

    private void respond(RoutingContext ctx) {
        if (ctx.failure() instanceof HttpClosedException) {
            // No response can be sent. It is not an error of the service, so no stack trace is logged.
            LOG.info("The client closed the connection before its request was complete.");
            return;
        }
        if (ctx.response().ended() || ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        ProblemDetails problem = contract.of(failure(ctx), ctx.statusCode(), path(ctx.request()));
        problem.headers().forEach(ctx.response()::putHeader);
        ctx.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", ProblemDetails.MEDIA_TYPE)
                .end(Json.encode(problem));
    }

    /** In dev mode, a handler of the framework normalizes the path before any filter can refuse it. */
    private static Throwable failure(RoutingContext ctx) {
        return ctx.failure() instanceof IllegalArgumentException && isEncoded(ctx.request())
                ? new Problem(ProblemCode.NOT_FOUND)
                : ctx.failure();
    }

    /** No path needs percent-encoding. The framework cannot match a malformed one. */
    private static boolean isEncoded(HttpServerRequest request) {
        return request.path() != null && request.path().indexOf('%') >= 0;
    }

    /** Netty has a placeholder for a path that it could not read. */
    private static String path(HttpServerRequest request) {
        boolean unread = request.decoderResult().isFailure() && UNREAD.equals(request.path());
        return unread ? "/" : request.path();
    }
}
