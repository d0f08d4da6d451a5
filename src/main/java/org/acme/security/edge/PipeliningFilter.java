package org.acme.security.edge;

import io.netty.channel.Channel;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.shared.FilterOrder;
import org.acme.shared.FilterOrder.RouterHandlers;

/**
 * Processes pipelined requests one after another. Vert.x starts the next request of a connection within the call that
 * ends a response. When responses are written at once, as refusals are, a few hundred requests would overflow the stack
 * of the event loop, and the rest would get no response.
 *
 * <p>Closes connections without {@link ConnectionSetup}: a client that connects while the port opens can get one, whose
 * requests Vert.x would read leniently and without limit. Dev mode admits them: after a failed first start, no
 * connection has it.
 */
@ApplicationScoped
class PipeliningFilter {

    private static final String SEEN = PipeliningFilter.class.getName();

    /** Whether this thread's event loop is processing a request. */
    private final ThreadLocal<Boolean> busy = ThreadLocal.withInitial(() -> false);

    void install(@Observes Filters filters) {
        filters.register(this::process, FilterOrder.PIPELINED);
    }

    /** The router itself fails requests whose Host or target no route can match. */
    void install(@Observes @Priority(RouterHandlers.INSTALL_PIPELINED) Router router) {
        router.route().order(RouterHandlers.FIRST).failureHandler(this::process);
    }

    private void process(RoutingContext ctx) {
        if (ctx.get(SEEN) != null) {
            ctx.next();
            return;
        }
        ctx.put(SEEN, true);
        HttpConnection connection = ctx.request().connection();
        Channel channel = ((ConnectionBase) connection).channel();
        // A closed channel has no setup any more, and closing it again would not end the request.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT && channel.isActive() && !ConnectionSetup.isDone(channel)) {
            connection.close();
            return;
        }
        if (busy.get()) {
            ctx.vertx().runOnContext(later -> proceed(ctx));
        } else {
            proceed(ctx);
        }
    }

    private void proceed(RoutingContext ctx) {
        busy.set(true);
        try {
            ctx.next();
        } finally {
            busy.set(false);
        }
    }
}
