package org.acme.security.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Installs {@link StrictRequestDecoder} and {@link ReadableRequests} in a connection when Vert.x has set it up: at
 * once, or after the TLS handshake.
 */
final class ConnectionSetup extends ChannelInboundHandlerAdapter {

    /** Names of handlers in Vert.x's pipeline. */
    private static final String TLS = "ssl";

    private static final String CODEC = "httpDecoder";
    private static final String CONNECTION = "handler";

    private final HttpServerOptions options;

    /** @param options limits of the decoder */
    ConnectionSetup(HttpServerOptions options) {
        this.options = options;
    }

    static boolean isDone(Channel connection) {
        return connection.pipeline().get(ReadableRequests.class) != null;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        if (pipeline.get(TLS) == null) {
            addTo(pipeline);
        } else {
            pipeline.addAfter(TLS, null, new AfterHandshake());
        }
        ctx.fireChannelActive();
        pipeline.remove(this);
    }

    private void addTo(ChannelPipeline pipeline) {
        if (pipeline.get(CONNECTION) instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof HttpServerConnection connection
                && pipeline.get(CODEC) != null) {
            connection.invalidRequestHandler(VertxHttpRecorder.getRootHandler());
            ReadableRequests requests = new ReadableRequests((ConnectionBase) connection);
            pipeline.replace(CODEC, CODEC, new StrictRequestDecoder(options, requests::areEnough));
            // Behind the encoder, so that responses pass as messages.
            pipeline.addBefore(CONNECTION, null, requests);
        }
    }

    private final class AfterHandshake extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ctx.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent) {
                addTo(ctx.pipeline());
                ctx.pipeline().remove(this);
            }
        }
    }
}
