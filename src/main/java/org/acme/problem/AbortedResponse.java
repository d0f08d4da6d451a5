package org.acme.problem;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Aborts a response that fails after it has begun, so that its client notices. */
@Singleton
public record AbortedResponse(ProblemContract contract) {

    private static final Logger LOG = Logger.getLogger(AbortedResponse.class);

    /**
     * Logs the failure and resets the connection. Vert.x would first send what is queued, and perhaps a problem, as the
     * end of a complete response; and a client of HTTP/1.0, such as a proxy, takes the end of the connection for the
     * end of the response. To be called before JAX-RS sees the failure: it can end the response in a way that hides the
     * end of its request from the graceful stop.
     *
     * @return false, and nothing has happened, when the response has not begun
     */
    public boolean abort(RoutingContext ctx, Throwable failure) {
        HttpServerResponse response = ctx.response();
        if (!response.headWritten() && !response.closed()) {
            return false;
        }
        Channel channel = ((ConnectionBase) ctx.request().connection()).channel();
        channel.eventLoop().execute(() -> reset(channel));
        if (Failures.isOfConnection(failure)) {
            LOG.info("The client closed the connection or read too slowly, so its response is incomplete.");
        } else {
            contract.of(
                    failure, ProblemCode.INTERNAL_ERROR.status(), ctx.request().path());
        }
        return true;
    }

    /** Before its first handler, which would send what is queued. */
    private static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.pipeline().firstContext().close();
        }
    }
}
