package org.acme.security.edge;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.acme.problem.Problem;
import org.acme.problem.TraceId;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/** Gives every request a trace id and runs each {@link EdgeStep} once, also for requests that no route can match. */
@ApplicationScoped
class EdgeFilter {

    private static final String TRACED = EdgeFilter.class.getName() + ".traced";
    private static final String APPLIED = EdgeFilter.class.getName() + ".applied";

    private final List<EdgeStep> steps;

    EdgeFilter(@All List<EdgeStep> steps) {
        this.steps = steps.stream()
                .sorted(Comparator.comparingInt(EdgeStep::order).reversed())
                .toList();
    }

    void install(@Observes Filters filters) {
        filters.register(this::beginTrace, FilterOrder.TRACE);
        filters.register(this::apply, FilterOrder.UNREAD_BODY);
    }

    /** The router itself fails requests whose Host or target no route can match. */
    void install(@Observes Router router) {
        router.route().order(FilterOrder.RouterHandlers.FIRST).failureHandler(this::applyLate);
    }

    private void beginTrace(RoutingContext ctx) {
        TraceId.begin();
        ctx.put(TRACED, true);
        ctx.next();
    }

    private void applyLate(RoutingContext ctx) {
        if (ctx.get(TRACED) == null) {
            TraceId.begin();
        }
        apply(ctx);
    }

    private void apply(RoutingContext ctx) {
        Problem refusal = ctx.get(APPLIED) == null ? refusal(ctx) : null;
        if (refusal == null) {
            ctx.next();
        } else {
            ctx.fail(refusal);
        }
    }

    private @Nullable Problem refusal(RoutingContext ctx) {
        ctx.put(APPLIED, true);
        return steps.stream()
                .map(step -> step.apply(ctx))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
