package org.acme.security.edge;

import io.vertx.ext.web.RoutingContext;

/**
 * Recognizes the framework's paths below {@code /q/}: the OpenAPI document and Swagger UI in dev mode, nothing in
 * production.
 */
public final class FrameworkPages {

    private static final String ROOT = "/q/";

    private FrameworkPages() {}

    /** Both the raw and the normalized path must match, so that {@code ..} leads neither in nor out. */
    public static boolean contain(RoutingContext ctx) {
        return ctx.request().path() != null
                && ctx.request().path().startsWith(ROOT)
                && ctx.normalizedPath().startsWith(ROOT);
    }
}
