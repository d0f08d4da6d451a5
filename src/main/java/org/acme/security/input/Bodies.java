package org.acme.security.input;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Recognizes requests with a body. */
final class Bodies {

    private Bodies() {}

    /** In HTTP/1.1, headers announce a body (RFC 9112, section 6.3); in HTTP/2 they need not. */
    static boolean mayFollow(HttpServerRequest request) {
        boolean announced = request.version() == HttpVersion.HTTP_2
                || request.headers().contains("Content-Length")
                || request.headers().contains("Transfer-Encoding");
        return announced && !"0".equals(request.getHeader("Content-Length"));
    }

    /** The announced size; 0 for a body of unknown length. */
    static long announced(HttpServerRequest request) {
        String announced = request.getHeader("Content-Length");
        return announced == null ? 0 : Long.parseLong(announced);
    }

    /** Whether the body, which may be empty, is in memory. */
    static boolean isComplete(RoutingContext ctx) {
        return ctx.body().buffer() != null;
    }
}
