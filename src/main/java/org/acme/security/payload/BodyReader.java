package org.acme.security.payload;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.security.hardening.FilterOrder;

/**
 * Takes the body in before a worker thread is given to the request, so that slow senders hold no thread; refuses bodies
 * over {@code app.max-payload-size}: announced ones before a byte is read, chunked ones at the first byte too many.
 * Whoever is not done within {@code app.input.read-timeout} is cut off.
 */
@ApplicationScoped
class BodyReader {

    private final PayloadConfig config;
    private final Vertx vertx;
    private final BodyHandler reader;

    BodyReader(PayloadConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.reader = BodyHandler.create(false)
                .setBodyLimit(config.maxPayloadSize().asLongValue())
                .setPreallocateBodyBuffer(false);
    }

    void install(@Observes Filters filters) {
        filters.register(this::read, FilterOrder.BODY);
    }

    private void read(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!Bodies.mayFollow(request)) {
            ctx.next();
            return;
        }
        long patience = config.input().readTimeout().toMillis();
        long cutOff = vertx.setTimer(patience, late -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
        ctx.addEndHandler(ended -> vertx.cancelTimer(cutOff));
        reader.handle(ctx);
    }
}
