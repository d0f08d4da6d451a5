package org.acme.security.dpop;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.acme.problem.Problem;
import org.acme.shared.FilterOrder;

/**
 * Accepts the proof of an access token once. It runs after the rate limits, which bound the memory that a caller takes.
 */
@Singleton
record ReplayFilter(UsedProofs used, ProofProblems problems, Clock clock) {

    void install(@Observes Filters filters) {
        filters.register(this::use, FilterOrder.DPOP_REPLAY);
    }

    private void use(RoutingContext ctx) {
        AcceptedProof proof = ctx.get(AcceptedProof.KEY);
        if (proof == null) {
            ctx.next();
            return;
        }
        Context here = Vertx.currentContext();
        Future<UsedProofs.Use> use = used.use(proof, clock.instant().getEpochSecond());
        if (use.isComplete() || here == null) {
            use.onSuccess(result -> conclude(ctx, result));
        } else {
            use.onSuccess(result -> here.runOnContext(ignored -> conclude(ctx, result)));
        }
    }

    private void conclude(RoutingContext ctx, UsedProofs.Use use) {
        Problem refusal = problems.problem(use, ProofProblems.Endpoint.RESOURCE);
        if (ctx.response().ended()) {
            // The request timed out while Redis was asked.
            return;
        }
        if (refusal == null) {
            ctx.next();
        } else {
            ctx.fail(refusal);
        }
    }
}
