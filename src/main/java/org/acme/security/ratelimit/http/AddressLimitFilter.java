package org.acme.security.ratelimit.http;

import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.acme.problem.Problem;
import org.acme.security.edge.ClientAddress;
import org.acme.security.edge.EdgeStep;
import org.acme.security.edge.FrameworkPages;
import org.acme.security.ratelimit.Policies;
import org.acme.security.ratelimit.window.Hit;
import org.acme.security.ratelimit.window.LocalLimiter;
import org.acme.security.ratelimit.window.NetworkAddress;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Applies the policy {@code address} to the client's network address. It runs before the request is parsed, and uses
 * this instance's memory only, so that a flood costs little. Every request counts, whatever its outcome.
 */
@Singleton
record AddressLimitFilter(
        Policies policies, LocalLimiter windows, ClientAddress clients, RateLimitHeaders rateLimitHeaders)
        implements EdgeStep {

    @Override
    public int order() {
        return FilterOrder.ADDRESS_LIMIT;
    }

    @Override
    public @Nullable Problem apply(RoutingContext ctx) {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT && FrameworkPages.contain(ctx)) {
            return null;
        }
        RequestHits hits =
                new RequestHits(Hit.of(policies.named(Policies.ADDRESS), NetworkAddress.network(clients.of(ctx))));
        hits.attach(ctx);
        boolean admitted = windows.admit(hits.address());
        rateLimitHeaders.setOn(ctx.response(), hits);
        return admitted ? null : rateLimitHeaders.countedRefusal(hits);
    }
}
