package org.acme.security.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Corrects what Vert.x reads from a connection:
 *
 * <ul>
 *   <li>It marks requests with a version other than HTTP/1.0 and 1.1 as unreadable. Vert.x would process those.
 *   <li>When a connection ends or is malformed within a pipelined request whose turn has not come, it ends that
 *       request. Vert.x would fail with a {@code NullPointerException} in the log, and neither end the request in
 *       progress nor forget the connection. {@link org.acme.shared.FilterOrder#WRITE_TIMEOUT} drops the request, whose
 *       connection is closed.
 *   <li>It sends what was written before a connection is closed. Vert.x would discard the response to a malformed body.
 *   <li>It reads few requests ahead. Vert.x would keep all that a client pipelines behind a slow one, and look through
 *       all of them for each further one.
 * </ul>
 */
final class ReadableRequests extends ChannelDuplexHandler {

    /** Requests of a connection in progress and behind it. */
    private static final int MOST = 16;

    private final ConnectionBase connection;

    /** Whether the end of the latest request has not arrived, or was malformed. */
    private boolean receiving;

    private int unanswered;

    ReadableRequests(ConnectionBase connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            receiving = true;
            unanswered++;
            if (areEnough()) {
                connection.doPause();
            }
        } else if (message instanceof LastHttpContent end && end.decoderResult().isSuccess()) {
            receiving = false;
        }
        if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("HTTP version")));
            request.setProtocolVersion(HttpVersion.HTTP_1_0);
        }
        ctx.fireChannelRead(message);
    }

    /** Vert.x resumes the connection when it has passed on a body that a pipelined request had to keep. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (areEnough()) {
            connection.doPause();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !isInterim) {
            unanswered--;
            if (unanswered == MOST) {
                // Later, because the decoder may be at work.
                ctx.executor().execute(() -> readOn(ctx.pipeline()));
            }
        }
        ctx.write(message, promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.flush();
        ctx.close(promise);
    }

    /** Reads from the network again when the decoder has used what it kept. */
    private void readOn(ChannelPipeline pipeline) {
        pipeline.fireUserEventTriggered(StrictRequestDecoder.READ_ON);
        if (!areEnough()) {
            connection.doResume();
        }
    }

    boolean areEnough() {
        return unanswered > MOST;
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
}
