package org.acme.security.authentication;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.acme.security.edge.ClientAddress;

/** The {@link Client} of the current request. */
@ApplicationScoped
public class CurrentClient {

    private final ClientAddress address;
    private final CurrentVertxRequest request;

    CurrentClient(ClientAddress address, CurrentVertxRequest request) {
        this.address = address;
        this.request = request;
    }

    public Client get() {
        return of(request.getCurrent());
    }

    /** The client of a request before it reaches its operation. */
    public Client of(RoutingContext ctx) {
        return Client.of(address.of(ctx), ctx.request().getHeader("User-Agent"));
    }
}
