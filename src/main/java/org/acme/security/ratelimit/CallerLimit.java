package org.acme.security.ratelimit;

import io.quarkus.security.AuthenticationException;
import io.quarkus.security.UnauthorizedException;
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
 * Holds every caller to the default policy, and to the policies of the operation, before the request is matched, parsed
 * or authorized. Where a policy counts what only the body tells, the decision on all of them waits for
 * {@link OperationLimit}; should the request not get that far, it is counted when it ends.
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
        } else if (ctx.request().getHeader("Authorization") == null
                && ctx.request().getHeader("X-API-Key") == null) {
            claim(ctx, claims, null);
        } else {
            ctx.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            QuarkusHttpUser.getSecurityIdentity(ctx, null)
                    .subscribe()
                    .with(identity -> claim(ctx, claims, identity), refused -> refused(ctx, claims, refused));
        }
    }

    /**
     * Refused credentials count by address; whether they matter is for the endpoint to say. A caller who could not be
     * looked up may be a valid one, so the window of the address does not count the request: the response is 503.
     */
    private void refused(RoutingContext ctx, RequestClaims claims, Throwable failure) {
        if (failure instanceof AuthenticationException || failure instanceof UnauthorizedException) {
            claim(ctx, claims, null);
        } else if (!ctx.response().ended()) {
            ctx.fail(failure);
        }
    }

    private void claim(RoutingContext ctx, RequestClaims claims, SecurityIdentity identity) {
        if (ctx.response().ended()) {
            // The request timed out while its caller was looked up.
            return;
        }
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
