package org.acme.security.edge;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.shared.FilterOrder;

/**
 * Closes a connection after a response, when further data of the client cannot be trusted or is not wanted. Remaining
 * input is discarded for up to two seconds and one megabyte: closing a connection with unread data resets it, and the
 * client might never receive the response (RFC 9112, section 9.6). No further request on the connection is processed.
 */
@ApplicationScoped
public class ClosingConnectionFilter {

    /** A mark of the connection itself, which takes no memory after its end. */
    private static final AttributeKey<Boolean> CLOSING = AttributeKey.valueOf(ClosingConnectionFilter.class.getName());

    private static final long DRAIN_MILLIS = 2_000;
    private static final long DRAIN_BYTES = 1 << 20;

    private final Vertx vertx;

    ClosingConnectionFilter(Vertx vertx) {
        this.vertx = vertx;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CLOSING_CONNECTION);
    }

    /** Makes the next response the last one on its connection. */
    public void closeAfter(RoutingContext ctx) {
        if (channel(ctx).attr(CLOSING).setIfAbsent(true) == null) {
            ctx.response().putHeader("Connection", "close");
            // Not in the thread that has written the response: the request could end between two of these calls.
            ctx.addEndHandler(written -> connection(ctx).getContext().runOnContext(now -> close(ctx.request())));
        }
    }

    private void check(RoutingContext ctx) {
        if (channel(ctx).hasAttr(CLOSING)) {
            ctx.request().connection().close();
        } else {
            ctx.next();
        }
    }

    private static Channel channel(RoutingContext ctx) {
        return connection(ctx).channel();
    }

    private static ConnectionBase connection(RoutingContext ctx) {
        return (ConnectionBase) ctx.request().connection();
    }

    private void close(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        long before = request.bytesRead();
        // A paused request does not report its end.
        request.resume();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        vertx.setTimer(DRAIN_MILLIS, ignored -> connection.close());
        request.exceptionHandler(gone -> connection.close());
        request.handler(bytes -> {
            if (request.bytesRead() - before > DRAIN_BYTES) {
                connection.close();
            }
        });
        request.endHandler(end -> connection.close());
    }
}
