package org.acme.security.edge;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.TraceId;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/** Gives every request a trace id and runs each {@link EdgeStep} once, also for requests that no route can match. */
@ApplicationScoped
class EdgeFilter {

    private static final String NAMED = EdgeFilter.class.getName() + ".named";
    private static final String TAKEN = EdgeFilter.class.getName() + ".taken";

    private final List<EdgeStep> steps;

    EdgeFilter(@All List<EdgeStep> steps) {
        this.steps = steps.stream()
                .sorted(Comparator.comparingInt(EdgeStep::order).reversed())
                .toList();
    }

    void install(@Observes Filters filters) {
        filters.register(this::name, FilterOrder.TRACE);
        filters.register(this::take, FilterOrder.UNREAD_BODY);
    }

    /** The router itself fails requests whose Host or target no route can match. */
    void install(@Observes Router router) {
        router.route().order(FilterOrder.FailureHandlers.BEFORE_RESPONSE).failureHandler(this::takeLate);
    }

    private void name(RoutingContext ctx) {
        TraceId.begin();
        ctx.put(NAMED, true);
        ctx.next();
    }

    private void takeLate(RoutingContext ctx) {
        if (ctx.get(NAMED) == null) {
            TraceId.begin();
        }
        take(ctx);
    }

    private void take(RoutingContext ctx) {
        Problem refusal = ctx.get(TAKEN) == null ? refusal(ctx) : null;
        if (refusal == null) {
            ctx.next();
        } else {
            ctx.fail(refusal);
        }
    }

    private @Nullable Problem refusal(RoutingContext ctx) {
        ctx.put(TAKEN, true);
        for (EdgeStep step : steps) {
            Problem refusal = step.take(ctx);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }
}
