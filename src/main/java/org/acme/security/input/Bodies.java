package org.acme.security.input;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Recognizes requests with a body. */
final class Bodies {

    private Bodies() {}

    /** Headers announce a body (RFC 9112, section 6.3). */
    static boolean mayFollow(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && !length.equals("0") || request.headers().contains("Transfer-Encoding");
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
