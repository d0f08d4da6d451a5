package org.acme.security.authentication.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.acme.security.authentication.Caller;
import org.acme.shared.FilterOrder;

/**
 * Authenticates the caller of a request with a body again when the body has arrived: a client could otherwise withhold
 * its last byte, and keep rights that are revoked meanwhile. It reads the caches that the first time has filled. The
 * proof of a bound token is not used again.
 */
@Singleton
record CallerAgainFilter(CallerFilter callers, HttpAuthenticator authenticator) {

    void install(@Observes Filters filters) {
        filters.register(this::authenticateAgain, FilterOrder.CALLER_AGAIN);
    }

    private void authenticateAgain(RoutingContext ctx) {
        if (Caller.of(ctx) == null || !hasBody(ctx.request())) {
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

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Content-Length") || request.headers().contains("Transfer-Encoding");
    }
}
