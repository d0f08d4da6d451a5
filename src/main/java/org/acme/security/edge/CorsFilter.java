package org.acme.security.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Implements CORS (Fetch standard): pages of configured origins and of {@code app.public-url} may read responses;
 * requests from all other origins are refused. The response headers are set before any other control can refuse,
 * because a page must be able to read a 429 and its {@code Retry-After}. Quarkus' own filter runs after those refusals,
 * and refuses without a problem. Cookies are not used, so {@code Access-Control-Allow-Credentials} is never sent.
 */
@ApplicationScoped
class CorsFilter implements EdgeStep {

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String REQUEST_HEADERS =
            "Authorization, Content-Type, DPoP, Idempotency-Key, If-Match, If-None-Match, X-API-Key";
    private static final String RESPONSE_HEADERS =
            "DPoP-Nonce, Deprecation, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Sunset, WWW-Authenticate";

    /** Lifetime of a preflight response in a browser's cache; Chromium's maximum. */
    private static final String MAX_AGE_SECONDS = "7200";

    private final Set<String> origins;

    CorsFilter(EdgeConfig config) {
        origins = new HashSet<>(config.cors().origins().orElse(List.of()));
        config.publicUrl().ifPresent(origins::add);
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.CORS);
    }

    @Override
    public int order() {
        return FilterOrder.CORS_HEADERS;
    }

    @Override
    public @Nullable Problem apply(RoutingContext ctx) {
        MultiMap headers = ctx.response().headers();
        // The response depends on the origin, even when the request has none (RFC 9110, section 12.5.5).
        headers.set("Vary", "Origin");
        if (hasOrigin(ctx.request()) && isAllowed(ctx.request())) {
            headers.set("Access-Control-Allow-Origin", ctx.request().getHeader("Origin"));
            headers.set("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
        return null;
    }

    private void check(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!hasOrigin(request)) {
            ctx.next();
        } else if (!isAllowed(request)) {
            ctx.fail(new Problem(ProblemCode.FORBIDDEN, "The origin of this request is not allowed."));
        } else if (isPreflight(request)) {
            ctx.response()
                    .putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", REQUEST_HEADERS)
                    .putHeader("Access-Control-Max-Age", MAX_AGE_SECONDS)
                    .end();
        } else {
            ctx.next();
        }
    }

    private static boolean hasOrigin(HttpServerRequest request) {
        return request.headers().contains("Origin");
    }

    /** A browser never sends two. */
    private boolean isAllowed(HttpServerRequest request) {
        List<String> sent = request.headers().getAll("Origin");
        return sent.size() == 1 && origins.contains(sent.get(0));
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS && request.headers().contains("Access-Control-Request-Method");
    }
}
