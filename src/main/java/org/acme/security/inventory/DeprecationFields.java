package org.acme.security.inventory;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.security.hardening.FilterOrder;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;

/**
 * Tells everybody who calls a deprecated operation, and whom something refuses there, until when it answers and what
 * follows it. Below JAX-RS, because some refusals come from there.
 */
@ApplicationScoped
class DeprecationFields {

    private volatile RouteTable<EndOfLife> ends = RouteTable.empty();

    /** A mistake in an annotation stops the start. */
    void read(@Observes StartupEvent start) {
        ends = new RouteTable<>(Route.all(), route -> EndOfLife.of(route.operation()));
    }

    void install(@Observes Filters filters) {
        filters.register(this::announce, FilterOrder.DEPRECATION);
    }

    private void announce(RoutingContext ctx) {
        EndOfLife end = ends.find(ctx.request().method().name(), ctx.request().path());
        if (end != null) {
            ctx.response()
                    .putHeader("Deprecation", end.deprecationField())
                    .putHeader("Sunset", end.sunsetField())
                    .putHeader("Link", end.linkField());
        }
        ctx.next();
    }
}
