package org.acme.security.deadline;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acme.security.edge.ClosingConnectionFilter;
import org.acme.shared.FilterOrder;

/**
 * Drains connections when the service stops, so that a load balancer moves to other instances without a failed request.
 * During {@code quarkus.shutdown.delay} the service is not ready but serves requests, and closes each connection after
 * its response (RFC 9112, section 9.6). One second before the delay ends, the ports that have received requests stop
 * accepting connections: a balancer retries a refused connection on another instance, whatever the method. It may not
 * retry a POST on a connection that was accepted and closed.
 */
@ApplicationScoped
class DrainFilter {

    /** Time for requests on connections accepted before. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(1);

    private final DeadlineConfig config;
    private final ClosingConnectionFilter connections;
    private final Vertx vertx;
    private final Set<Channel> listening = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    DrainFilter(DeadlineConfig config, ClosingConnectionFilter connections, Vertx vertx) {
        this.config = config;
        this.connections = connections;
        this.vertx = vertx;
    }

    void install(@Observes Filters filters) {
        filters.register(this::watch, FilterOrder.DRAIN);
    }

    private void watch(RoutingContext ctx) {
        listening.add(((ConnectionBase) ctx.request().connection()).channel().parent());
        // Evaluated with the response: Quarkus closes the connections of requests that arrive after the stop has begun,
        // but not those of requests in progress.
        ctx.addHeadersEndHandler(head -> {
            if (draining) {
                connections.closeAfter(ctx);
            }
        });
        ctx.next();
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        draining = true;
        long millis = config.drainTime().minus(LAST_REQUESTS).toMillis();
        if (millis > 0) {
            vertx.setTimer(millis, ignored -> listening.forEach(Channel::close));
        }
    }
}
