package org.acme.security.input;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;
import org.acme.shared.Route;
import org.acme.shared.RouteTable;
import org.jspecify.annotations.Nullable;

/**
 * Refuses compressed bodies and forms with 415 before reading them. Compressed bodies can be decompression bombs. No
 * operation accepts forms unless {@link AcceptsForms} marks it: browsers send them across origins without a preflight.
 */
@ApplicationScoped
class PlainBodiesFilter {

    private static final String FORM = "application/x-www-form-urlencoded";

    private volatile RouteTable<AcceptsForms> forms = RouteTable.empty();

    void read(@Observes StartupEvent start) {
        forms = new RouteTable<>(Route.all(), route -> route.operation().getAnnotation(AcceptsForms.class));
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.PLAIN_BODIES);
    }

    private void check(RoutingContext ctx) {
        MultiMap headers = ctx.request().headers();
        String coding = headers.get("Content-Encoding");
        boolean compressed = coding != null && !coding.strip().equalsIgnoreCase("identity");
        boolean refused = compressed || isForm(headers.get("Content-Type")) && !isAccepted(ctx);
        if (refused && Bodies.mayFollow(ctx.request())) {
            ctx.fail(415, new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        } else {
            ctx.next();
        }
    }

    private static boolean isForm(@Nullable String type) {
        String name = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("multipart/") || name.startsWith(FORM);
    }

    private boolean isAccepted(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        return request.getHeader("Content-Type")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(FORM)
                && forms.find(request.method().name(), request.path()) != null;
    }
}
