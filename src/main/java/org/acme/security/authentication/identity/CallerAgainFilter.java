package org.acme.security.authentication.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates the caller of a request with a body again when the body has arrived: a client could otherwise withhold
 * its last byte, and keep rights that are revoked meanwhile. It reads the caches that the first time has filled. The
 * proof of a bound token is not used again.
 */
@ApplicationScoped
class CallerAgainFilter {

    private final CallerFilter callers;
    private final HttpAuthenticator authenticator;

    CallerAgainFilter(CallerFilter callers, HttpAuthenticator authenticator) {
        this.callers = callers;
        this.authenticator = authenticator;
    }

    void install(@Observes Filters filters) {
        filters.register(this::authenticateAgain, FilterOrder.CALLER_AGAIN);
    }

    private void authenticateAgain(RoutingContext ctx) {
        if (!isKnown(ctx.user()) || !hasBody(ctx.request())) {
            ctx.next();
            return;
        }
        ctx.setUser(null);
        ctx.put(
                QuarkusHttpUser.DEFERRED_IDENTITY_KEY,
                authenticator
                        .attemptAuthentication(ctx)
                        .invoke(identity -> ctx.setUser(new QuarkusHttpUser(identity)))
                        .memoize()
                        .indefinitely());
        callers.authenticate(ctx);
    }

    /** False for an anonymous caller, who has no rights to lose. */
    private static boolean isKnown(@Nullable User user) {
        return user instanceof QuarkusHttpUser caller
                && !caller.getSecurityIdentity().isAnonymous();
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Content-Length") || request.headers().contains("Transfer-Encoding");
    }
}
