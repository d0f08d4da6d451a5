package org.acme.security.ratelimit;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.ProblemCode;
import org.acme.security.hardening.FilterOrder;

/**
 * Applies the default policy and those of the operation, before the request is matched, parsed or authorized. When a
 * policy's key is in the body, {@link OperationLimit} decides on all claims together. If the request ends before that,
 * it is counted when it ends. Requests with invalid credentials count for the address.
 */
@ApplicationScoped
class CallerLimit {

    private final Policies policies;
    private final Operations operations;
    private final Windows windows;
    private final Verdict verdict;

    CallerLimit(Policies policies, Operations operations, Windows windows, Verdict verdict) {
        this.policies = policies;
        this.operations = operations;
        this.windows = windows;
        this.verdict = verdict;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CALLER_LIMIT);
    }

    private void check(RoutingContext ctx) {
        RequestClaims claims = RequestClaims.of(ctx);
        if (claims == null) {
            ctx.next();
        } else {
            claim(ctx, claims, ctx.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null);
        }
    }

    private void claim(RoutingContext ctx, RequestClaims claims, SecurityIdentity identity) {
        Operation operation =
                operations.at(ctx.request().method().name(), ctx.request().path());
        claims.isFor(new Subject(claims.network(), identity));
        claims.add(policies.named(Policies.DEFAULT), operation, null);
        if (operation != null) {
            operation.policies().forEach(policy -> claims.add(policy, operation, null));
        }
        if (operation == null || !operation.needsBody()) {
            decide(ctx, claims);
        } else if (windows.wouldRefuse(claims)) {
            conclude(ctx, claims, false);
        } else {
            ctx.addHeadersEndHandler(head -> settle(ctx, claims));
            ctx.addEndHandler(end -> settle(ctx, claims));
            ctx.next();
        }
    }

    private void decide(RoutingContext ctx, RequestClaims claims) {
        Context here = Vertx.currentContext();
        Future<Boolean> decision = windows.admit(claims);
        if (decision.isComplete() || here == null) {
            decision.onSuccess(admitted -> conclude(ctx, claims, admitted));
        } else {
            decision.onSuccess(admitted -> here.runOnContext(back -> conclude(ctx, claims, admitted)));
        }
    }

    private void conclude(RoutingContext ctx, RequestClaims claims, boolean admitted) {
        verdict.announce(ctx.response(), claims);
        if (admitted) {
            ctx.next();
        } else {
            ctx.fail(ProblemCode.RATE_LIMITED.status(), verdict.refusal(claims));
        }
    }

    /** Counts a request that ended before its operation was reached. */
    private void settle(RoutingContext ctx, RequestClaims claims) {
        if (claims.hasUndecided()
                && windows.admit(claims).isComplete()
                && !ctx.response().headWritten()) {
            verdict.announce(ctx.response(), claims);
        }
    }
}
