package org.acme.security.authentication;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.acme.security.edge.ClientAddress;

/** The {@link Client} of the current request. */
@Singleton
public record CurrentClient(ClientAddress address, CurrentVertxRequest request) {

    public Client get() {
        return of(request.getCurrent());
    }

    /** The client of a request before it reaches its operation. */
    public Client of(RoutingContext ctx) {
        return Client.of(address.of(ctx), ctx.request().getHeader("User-Agent"));
    }
}
