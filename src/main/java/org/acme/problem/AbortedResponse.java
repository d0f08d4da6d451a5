package org.acme.problem;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Ends a response that fails after it has begun, so that its client notices. */
public final class AbortedResponse {

    private AbortedResponse() {}

    /**
     * Resets the connection of a response that has begun. Vert.x and JAX-RS would first send what is queued, and
     * perhaps a problem, as the end of a complete response; and a client of HTTP/1.0, such as a proxy, takes the end of
     * the connection for the end of the response.
     */
    public static void abort(RoutingContext ctx) {
        if (ctx.response().headWritten()) {
            Channel channel = ((ConnectionBase) ctx.request().connection()).channel();
            channel.eventLoop().execute(() -> reset(channel));
        }
    }

    private static void reset(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        // A closed connection has no handlers any more.
        if (first != null) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            first.close();
        }
    }
}
