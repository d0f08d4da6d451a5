package org.acme.security.hardening;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/**
 * Turns away pages of origins that are not listed, with a problem where Quarkus' own CORS filter would answer with
 * nothing. The listed ones are left to that filter.
 */
@ApplicationScoped
class CorsRefusal {

    private final List<String> origins;

    CorsRefusal(EdgeConfig config) {
        origins = config.cors().origins().orElse(List.of());
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CORS);
    }

    private void check(RoutingContext ctx) {
        String origin = ctx.request().getHeader("Origin");
        if (origin == null || origins.contains(origin) || isOurs(origin, ctx.request())) {
            ctx.next();
        } else {
            ctx.fail(ProblemCode.FORBIDDEN.status(), new Problem(ProblemCode.FORBIDDEN, "This origin is not allowed."));
        }
    }

    private static boolean isOurs(String origin, HttpServerRequest request) {
        return request.authority() != null && origin.equals(request.scheme() + "://" + request.authority());
    }
}
