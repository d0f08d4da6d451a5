package org.acme.security.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Passes requests that the HTTP decoder cannot read to the router, where {@link RequestLineFilter} refuses them. Vert.x
 * would respond with a bare status before any filter: without a problem, security headers or rate limit. Quarkus has no
 * setting for this, so this class finds the listening sockets and adds {@link ConnectionSetup} to each accepted
 * connection. On the management port, where Quarkus allows HTTP/2, it has no effect.
 */
@ApplicationScoped
class UnreadableRequests implements HttpServerOptionsCustomizer {

    private static final String NAME = "palisade-unreadable-requests";

    private static final int SEARCH_SECONDS = 10;

    private final VertxInternal vertx;

    /** The options of the public port. HTTP and HTTPS have the same limits. */
    private volatile HttpServerOptions options = new HttpServerOptions();

    UnreadableRequests(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions http) {
        options = http;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions https) {
        options = https;
    }

    /**
     * Looks for the sockets every millisecond while the ports open: the events below are asynchronous, and the first
     * clients may connect before they arrive.
     */
    void opening(@Observes StartupEvent event) {
        for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
            Future<?> search = acceptor.scheduleWithFixedDelay(() -> watchAll(acceptor), 0, 1, TimeUnit.MILLISECONDS);
            acceptor.schedule(() -> search.cancel(false), SEARCH_SECONDS, TimeUnit.SECONDS);
        }
    }

    void http(@ObservesAsync HttpServerStart listening) {
        watchAll();
    }

    void https(@ObservesAsync HttpsServerStart listening) {
        watchAll();
    }

    private void watchAll() {
        for (EventExecutor acceptor : vertx.getAcceptorEventLoopGroup()) {
            acceptor.execute(() -> watchAll(acceptor));
        }
    }

    private void watchAll(EventExecutor acceptor) {
        Iterator<Channel> channels = ((SingleThreadEventLoop) acceptor).registeredChannelsIterator();
        while (channels.hasNext()) {
            watch(channels.next());
        }
    }

    private void watch(Channel listening) {
        ChannelPipeline pipeline = listening.pipeline();
        if (listening instanceof ServerChannel && pipeline.get(NAME) == null) {
            pipeline.addFirst(NAME, new Accepted());
        }
    }

    /** Runs before the handler that sets the connection up. */
    @Sharable
    private final class Accepted extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new ConnectionSetup(options));
            }
            ctx.fireChannelRead(accepted);
        }
    }
}
