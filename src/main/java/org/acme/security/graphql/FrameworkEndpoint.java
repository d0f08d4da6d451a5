package org.acme.security.graphql;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Removes the routes of the GraphQL extension. They accept malformed JSON, other media types and WebSockets, and bypass
 * the JAX-RS controls.
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
