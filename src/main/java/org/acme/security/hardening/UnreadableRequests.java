package org.acme.security.hardening;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Iterator;

/**
 * Sends requests that the HTTP codec cannot read the way of all others, where {@link RequestLine} refuses them. Vert.x
 * answers them with a bare status, below every filter: without a problem, a security header or a count in the window of
 * the address. Quarkus has no setting for that, so this looks for the sockets that listen, and gives each connection
 * that they accept a {@link ReadableRequests}. The management port gets the same.
 */
@ApplicationScoped
class UnreadableRequests {

    private static final String NAME = "palisade-unreadable-requests";

    private final VertxInternal vertx;

    UnreadableRequests(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    void http(@ObservesAsync HttpServerStart listening) {
        watchAll();
    }

    void https(@ObservesAsync HttpsServerStart listening) {
        watchAll();
    }

    private void watchAll() {
        for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> {
                Iterator<Channel> channels = ((SingleThreadEventLoop) acceptor).registeredChannelsIterator();
                while (channels.hasNext()) {
                    watch(channels.next());
                }
            });
        }
    }

    private static void watch(Channel listening) {
        ChannelPipeline pipeline = listening.pipeline();
        if (listening instanceof ServerChannel && pipeline.get(NAME) == null) {
            pipeline.addFirst(NAME, new Accepted());
        }
    }

    /** Comes before what sets the connection up. */
    @Sharable
    private static final class Accepted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new ReadableRequests.Setup());
            }
            ctx.fireChannelRead(accepted);
        }
    }
}
