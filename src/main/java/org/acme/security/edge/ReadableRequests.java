package org.acme.security.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Installs the strict HTTP decoder in a connection, and corrects what Vert.x reads of it:
 *
 * <ul>
 *   <li>It marks requests with a version other than HTTP/1.0 and 1.1 as unreadable. Vert.x would process those.
 *   <li>When a connection ends within a pipelined request whose turn has not come, it ends that request. Vert.x would
 *       fail with a {@code NullPointerException} in the log, and neither end the request in progress nor forget the
 *       connection. {@link org.acme.shared.FilterOrder#WRITE_TIMEOUT} drops the request, whose connection is closed.
 * </ul>
 */
final class ReadableRequests extends ChannelDuplexHandler {

    /** Names of handlers in Vert.x's pipeline. */
    private static final String TLS = "ssl";

    private static final String CODEC = "httpDecoder";
    private static final String CONNECTION = "handler";

    /** Whether the end of the latest request has not arrived. */
    private boolean receiving;

    private int unanswered;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            receiving = true;
            unanswered++;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("HTTP version")));
            request.setProtocolVersion(HttpVersion.HTTP_1_0);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !isInterim) {
            unanswered--;
        }
        ctx.write(message, promise);
    }

    private boolean isReceivingPipelined() {
        return receiving && unanswered > 1;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isReceivingPipelined()) {
            ctx.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (isReceivingPipelined()) {
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    /** By identity, as Vert.x compares. */
    private static boolean isKnown(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    private static void addTo(ChannelPipeline pipeline, HttpServerOptions options) {
        if (pipeline.get(CONNECTION) instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof HttpServerConnection connection
                && pipeline.get(CODEC) != null) {
            connection.invalidRequestHandler(VertxHttpRecorder.getRootHandler());
            pipeline.replace(CODEC, CODEC, new StrictRequestDecoder(options));
            pipeline.addAfter(CODEC, null, new ReadableRequests());
        }
    }

    /** Runs when Vert.x has set the connection up: at once, or after the TLS handshake. */
    static final class Setup extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions options;

        /** @param options limits of the decoder */
        Setup(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ChannelPipeline pipeline = ctx.pipeline();
            if (pipeline.get(TLS) == null) {
                addTo(pipeline, options);
            } else {
                pipeline.addAfter(TLS, null, new AfterHandshake(options));
            }
            ctx.fireChannelActive();
            pipeline.remove(this);
        }
    }

    private static final class AfterHandshake extends ChannelInboundHandlerAdapter {

        private final HttpServerOptions options;

        AfterHandshake(HttpServerOptions options) {
            this.options = options;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ctx.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent) {
                addTo(ctx.pipeline(), options);
                ctx.pipeline().remove(this);
            }
        }
    }
}
