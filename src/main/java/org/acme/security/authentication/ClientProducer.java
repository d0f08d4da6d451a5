package org.acme.security.authentication;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import org.acme.security.edge.ClientAddress;

/** Injects the {@link Client} of the current request. */
@ApplicationScoped
class ClientProducer {

    private final ClientAddress address;

    ClientProducer(ClientAddress address) {
        this.address = address;
    }

    @Produces
    @Dependent
    Client client(RoutingContext ctx) {
        return Client.of(address.of(ctx), ctx.request().getHeader("User-Agent"));
    }
}
