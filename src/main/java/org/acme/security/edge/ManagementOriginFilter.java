package org.acme.security.edge;

import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;

/**
 * Refuses requests of web pages of other origins at the management port. Quarkus allows all origins there (CORS), so
 * any page in the browser of an operator could read metrics and health. Limit: a page whose own name leads to the port
 * (DNS rebinding) has its origin.
 */
@ApplicationScoped
class ManagementOriginFilter {

    void install(@Observes ManagementInterface management) {
        management.router().route().order(FilterOrder.RouterHandlers.FIRST).handler(ctx -> {
            if (ctx.request().headers().contains("Origin")) {
                ctx.fail(new Problem(
                        ProblemCode.FORBIDDEN, "This port refuses requests of web pages. Send no `Origin` header."));
            } else {
                ctx.next();
            }
        });
    }
}
