package org.acme.security.ratelimit.http;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.security.ratelimit.window.LocalLimiter;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Applies the default policy and those of the operation, before the request is matched, parsed or authorized. When a
 * policy's key is in the body, {@link OperationLimitInterceptor} decides on all hits together. If the request ends
 * before that, it is counted when it ends. Requests with invalid credentials count for the address.
 */
@Singleton
record CallerLimitFilter(
        Operations operations, LimitStore windows, LocalLimiter local, RateLimitHeaders rateLimitHeaders) {

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CALLER_LIMIT);
    }

    private void check(RoutingContext ctx) {
        RequestHits hits = RequestHits.of(ctx);
        if (hits == null) {
            ctx.next();
        } else {
            hit(ctx, hits, ctx.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null);
        }
    }

    private void hit(RoutingContext ctx, RequestHits hits, @Nullable SecurityIdentity identity) {
        Operation operation =
                operations.at(ctx.request().method().name(), ctx.request().path());
        hits.setClient(new CountedClient(hits.network(), identity));
        operations.addTo(hits, operation);
        if (operation == null || !operation.needsBody()) {
            decide(ctx, hits);
        } else if (local.wouldRefuse(hits.undecided())) {
            conclude(ctx, hits, false);
        } else {
            ctx.addHeadersEndHandler(head -> countUndecided(ctx, hits));
            ctx.addEndHandler(end -> countUndecided(ctx, hits));
            ctx.next();
        }
    }

    private void decide(RoutingContext ctx, RequestHits hits) {
        Context here = Vertx.currentContext();
        Future<Boolean> decision = windows.admit(hits);
        if (decision.isComplete() || here == null) {
            decision.onSuccess(admitted -> conclude(ctx, hits, admitted));
        } else {
            decision.onSuccess(admitted -> here.runOnContext(ignored -> conclude(ctx, hits, admitted)));
        }
    }

    private void conclude(RoutingContext ctx, RequestHits hits, boolean admitted) {
        rateLimitHeaders.setOn(ctx.response(), hits);
        if (admitted) {
            ctx.next();
        } else {
            ctx.fail(rateLimitHeaders.countedRefusal(hits));
        }
    }

    /** Counts a request that ended before its operation was reached. */
    private void countUndecided(RoutingContext ctx, RequestHits hits) {
        if (hits.end() && windows.admit(hits).isComplete() && !ctx.response().headWritten()) {
            rateLimitHeaders.setOn(ctx.response(), hits);
        }
    }
}
