package org.acme.security.input;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.security.edge.ClosingConnectionFilter;
import org.acme.security.edge.EdgeStep;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests with ambiguous framing, and closes the connection of each request that gets its response before its
 * body has arrived (RFC 9112, sections 6.1 and 9.6). The only accepted transfer coding is a single {@code chunked}, in
 * HTTP/1.1, without {@code Content-Length}.
 */
@Singleton
record FramingFilter(ClosingConnectionFilter connections) implements EdgeStep {

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.FRAMING);
    }

    @Override
    public int order() {
        return FilterOrder.UNREAD_BODY;
    }

    @Override
    public @Nullable Problem apply(RoutingContext ctx) {
        if (Bodies.mayFollow(ctx.request())) {
            ctx.addHeadersEndHandler(head -> {
                if (!Bodies.isComplete(ctx)) {
                    connections.closeAfter(ctx);
                }
            });
        }
        return null;
    }

    private void check(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (codings.isEmpty() || isChunked(request, codings)) {
            ctx.next();
        } else {
            ctx.fail(Problem.malformed(
                    "Send the body with `Content-Length` or, in HTTP/1.1, with `Transfer-Encoding: chunked`."));
        }
    }

    private static boolean isChunked(HttpServerRequest request, List<String> codings) {
        return request.version() == HttpVersion.HTTP_1_1
                && codings.size() == 1
                && codings.get(0).strip().equalsIgnoreCase("chunked")
                && !request.headers().contains("Content-Length");
    }
}
