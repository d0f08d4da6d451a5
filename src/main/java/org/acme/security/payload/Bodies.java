package org.acme.security.payload;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Tells requests that bring a body from those that do not. */
final class Bodies {

    private Bodies() {}

    /** HTTP/1.1 announces a body (RFC 9112, section 6.3); HTTP/2 does not need to. */
    static boolean mayFollow(HttpServerRequest request) {
        boolean announced = request.version() == HttpVersion.HTTP_2
                || request.headers().contains("Content-Length")
                || request.headers().contains("Transfer-Encoding");
        return announced && !"0".equals(request.getHeader("Content-Length"));
    }

    /** The size that a body announces; one that announces none can be as large as a body may be. */
    static long size(HttpServerRequest request, long max) {
        String announced = request.getHeader("Content-Length");
        return announced == null ? max : Long.parseLong(announced);
    }

    /** Whether the request's body, which may be empty, has arrived and is in memory. */
    static boolean isComplete(RoutingContext ctx) {
        return ctx.body().buffer() != null;
    }
}
