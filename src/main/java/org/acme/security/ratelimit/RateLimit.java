package org.acme.security.ratelimit;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.security.hardening.FilterOrder;
import org.acme.security.hardening.FrameworkPages;

/**
 * Holds every caller to the default policy before the request is matched, parsed or authorized; requests without valid
 * credentials are held to it by network address. The headers are those of the IETF draft on RateLimit header fields.
 */
@ApplicationScoped
class RateLimit {

    private final RateLimitConfig config;
    private final Windows windows;

    RateLimit(RateLimitConfig config, Windows windows) {
        this.config = config;
        this.windows = windows;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.RATE_LIMIT);
    }

    private void check(RoutingContext ctx) {
        if (FrameworkPages.include(ctx)) {
            ctx.next();
        } else if (ctx.request().getHeader("Authorization") == null) {
            decide(ctx, NetworkAddress.key(ctx.request()));
        } else {
            // Refused credentials count by address here; whether they matter is for the endpoint to say.
            ctx.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            QuarkusHttpUser.getSecurityIdentity(ctx, null)
                    .subscribe()
                    .with(
                            identity -> decide(ctx, key(ctx, identity)),
                            refused -> decide(ctx, NetworkAddress.key(ctx.request())));
        }
    }

    private static String key(RoutingContext ctx, SecurityIdentity identity) {
        return identity == null || identity.isAnonymous()
                ? NetworkAddress.key(ctx.request())
                : "caller:" + identity.getPrincipal().getName();
    }

    private void decide(RoutingContext ctx, String key) {
        Admission admission = windows.admit(key);
        announce(ctx.response(), admission);
        if (admission.admitted()) {
            ctx.next();
        } else {
            Problem refusal = Problem.retryAfter(ProblemCode.RATE_LIMITED, admission.secondsUntilNext());
            ctx.fail(ProblemCode.RATE_LIMITED.status(), refusal);
        }
    }

    private void announce(HttpServerResponse response, Admission admission) {
        response.putHeader(
                "RateLimit-Policy",
                "\"default\";q=" + config.max() + ";w=" + config.window().toSeconds());
        response.putHeader(
                "RateLimit", "\"default\";r=" + admission.remaining() + ";t=" + admission.secondsUntilNext());
    }
}
