package org.acme.security.inventory;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.shared.FilterOrder;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;

/**
 * Adds {@code Deprecation}, {@code Sunset} and {@code Link} to the responses of deprecated operations, including
 * refusals before JAX-RS that come after {@link FilterOrder#REQUEST_LINE}.
 */
@ApplicationScoped
class DeprecationFilter {

    private volatile RouteTable<EndOfLife> ends = RouteTable.empty();

    /** An invalid annotation fails the startup. */
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
