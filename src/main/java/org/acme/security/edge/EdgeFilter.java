package org.acme.security.edge;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.acme.problem.Problem;
import org.acme.problem.TraceId;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/** Gives every request a trace id and runs each {@link EdgeStep} once, also for requests that no route can match. */
@ApplicationScoped
class EdgeFilter {

    private static final String TRACED = EdgeFilter.class.getName() + ".traced";
    private static final String REMAINING = EdgeFilter.class.getName() + ".remaining";

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
        Problem refusal = refusal(ctx);
        if (refusal == null) {
            ctx.next();
        } else {
            ctx.fail(refusal);
        }
    }

    /** Applies the steps that are left: none after a refusal, the others after a step that threw an exception. */
    private @Nullable Problem refusal(RoutingContext ctx) {
        Iterator<EdgeStep> remaining = ctx.get(REMAINING, steps.iterator());
        ctx.put(REMAINING, remaining);
        Problem refusal = null;
        while (refusal == null && remaining.hasNext()) {
            refusal = remaining.next().apply(ctx);
        }
        if (refusal != null) {
            ctx.put(REMAINING, Collections.emptyIterator());
        }
        return refusal;
    }
}
