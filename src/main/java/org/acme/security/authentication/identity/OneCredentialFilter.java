package org.acme.security.authentication.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.Problem;
import org.acme.security.authentication.Caller;
import org.acme.shared.FilterOrder;

/** Refuses requests with more than one credential: a gateway and the service might each trust a different one. */
@ApplicationScoped
class OneCredentialFilter {

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.ONE_CREDENTIAL);
    }

    private void check(RoutingContext ctx) {
        MultiMap headers = ctx.request().headers();
        int presented = headers.getAll("Authorization").size()
                + headers.getAll(Caller.API_KEY_HEADER).size();
        if (presented > 1) {
            ctx.fail(Problem.malformed("Send exactly one credential: an access token or an API key."));
        } else {
            ctx.next();
        }
    }
}
