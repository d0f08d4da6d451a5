package org.acme.security.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import org.acme.problem.ProblemCode;
import org.acme.shared.AllowedMethods;
import org.acme.shared.FilterOrder;

/**
 * Responds to {@code OPTIONS} with the methods of the path (RFC 9110, section 9.3.7). The framework would list those of
 * the whole resource class, and respond for unknown paths as well.
 */
@Singleton
record OptionsFilter(AllowedMethods allowed) {

    private static final int NO_CONTENT = 204;

    void install(@Observes Filters filters) {
        filters.register(this::respond, FilterOrder.OPTIONS);
    }

    private void respond(RoutingContext ctx) {
        if (ctx.request().method() != HttpMethod.OPTIONS || FrameworkPages.contain(ctx)) {
            ctx.next();
            return;
        }
        Set<String> methods = allowed.at(ctx.request().path());
        if (methods.isEmpty()) {
            ctx.fail(ProblemCode.NOT_FOUND.status());
        } else {
            ctx.response()
                    .setStatusCode(NO_CONTENT)
                    .putHeader("Allow", String.join(", ", methods))
                    .end();
        }
    }
}
