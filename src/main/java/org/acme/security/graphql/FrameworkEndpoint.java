package org.acme.security.graphql;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Takes away the routes that the extension brings: they read JSON that is none, other media types and web sockets, and
 * pass by the controls of JAX-RS.
 */
@ApplicationScoped
class FrameworkEndpoint {

    private static final String ROOT = "/graphql";

    void remove(@Observes Router router) {
        router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.getPath().startsWith(ROOT))
                .toList()
                .forEach(Route::remove);
    }
}
