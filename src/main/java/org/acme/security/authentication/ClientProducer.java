package org.acme.security.authentication;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Hands the client of the current request to whoever asks for it. */
class ClientProducer {

    @Produces
    @Dependent
    Client client(RoutingContext ctx) {
        return Client.of(
                ctx.request().remoteAddress().hostAddress(), ctx.request().getHeader("User-Agent"));
    }
}
