package org.acme.security.payload;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.hardening.ClosingConnections;
import org.acme.security.hardening.FilterOrder;

/**
 * Refuses requests whose end is uncertain, and closes the connection of every request that was answered before its body
 * had arrived: what follows on such a connection may be anything (RFC 9112, sections 6.1 and 9.6). The only transfer
 * coding is {@code chunked}, once, in HTTP/1.1, without {@code Content-Length}.
 */
@ApplicationScoped
class FramingFilter {

    private static final String WATCHED = FramingFilter.class.getName();

    /** Before the failure handler that writes the response is installed. */
    private static final int EARLY = 2;

    private final ClosingConnections connections;

    FramingFilter(ClosingConnections connections) {
        this.connections = connections;
    }

    void install(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.UNREAD_BODY);
        filters.register(this::check, FilterOrder.FRAMING);
    }

    /** The router fails a request by itself when its Host or its target is none that a route could take. */
    void install(@Observes @Priority(EARLY) Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::watch);
    }

    private void watch(RoutingContext ctx) {
        if (ctx.get(WATCHED) == null && Bodies.mayFollow(ctx.request())) {
            ctx.put(WATCHED, true);
            ctx.addHeadersEndHandler(head -> {
                if (!Bodies.isComplete(ctx)) {
                    connections.closeAfter(ctx);
                }
            });
        }
        ctx.next();
    }

    private void check(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (codings.isEmpty() || isChunked(request, codings)) {
            ctx.next();
        } else {
            ctx.fail(
                    ProblemCode.MALFORMED_REQUEST.status(),
                    new Problem(
                            ProblemCode.MALFORMED_REQUEST,
                            "Send the body with Content-Length, or in HTTP/1.1 with the transfer coding chunked alone."));
        }
    }

    private static boolean isChunked(HttpServerRequest request, List<String> codings) {
        return request.version() == HttpVersion.HTTP_1_1
                && codings.size() == 1
                && codings.get(0).strip().equalsIgnoreCase("chunked")
                && !request.headers().contains("Content-Length");
    }
}
