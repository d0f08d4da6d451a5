package org.acme.security.deadline;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.acme.shared.FilterOrder;
import org.acme.shared.FilterOrder.RouterHandlers;

/**
 * Closes connections whose client does not read: a part of a response must be sent within {@code app.write-timeout}. A
 * request starts only after the earlier responses on its connection were sent, so that no worker waits for a reading
 * client, and only while the connection is open: a shutdown would wait for a request that cannot get a response.
 */
@Singleton
record WriteTimeoutFilter(DeadlineConfig config) {

    private static final String WATCHED = WriteTimeoutFilter.class.getName();

    void install(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.WRITE_TIMEOUT);
    }

    /** The router itself fails requests whose Host or target no route can match. */
    void install(@Observes @Priority(RouterHandlers.INSTALL_WRITE_TIMEOUT) Router router) {
        router.route().order(RouterHandlers.FIRST).failureHandler(this::watch);
    }

    private void watch(RoutingContext ctx) {
        if (ctx.get(WATCHED) != null) {
            ctx.next();
            return;
        }
        ctx.put(WATCHED, true);
        Channel channel = ((ConnectionBase) ctx.request().connection()).channel();
        if (!channel.isActive()) {
            ctx.response().end();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(ClosingTimeout.class) == null) {
            pipeline.addFirst(new ClosingTimeout(config.writeTimeout().toMillis()));
        }
        HttpServerResponse response = ctx.response();
        if (response.writeQueueFull()) {
            response.drainHandler(left -> {
                response.drainHandler(null);
                ctx.next();
            });
        } else {
            ctx.next();
        }
    }

    /**
     * Resets the connection, because a client of HTTP/1.0 would take its end for the end of the response. Without an
     * exception, because a slow client is not an error of the service.
     */
    private static final class ClosingTimeout extends WriteTimeoutHandler {

        ClosingTimeout(long millis) {
            super(millis, TimeUnit.MILLISECONDS);
        }

        @Override
        protected void writeTimedOut(ChannelHandlerContext ctx) {
            if (ctx.channel().isOpen()) {
                ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                ctx.close();
            }
        }
    }
}
