package org.acme.security.edge;

import io.vertx.ext.web.RoutingContext;

/**
 * Recognizes the framework's paths below {@code /q/}: the OpenAPI document and Swagger UI in dev mode, nothing in
 * production.
 */
public final class FrameworkPages {

    private static final String ROOT = "/q/";

    private FrameworkPages() {}

    /**
     * Both the raw and the normalized path must match, so that {@code ..} leads neither in nor out. No page needs
     * percent-encoding, which cannot be normalized when it is malformed.
     */
    public static boolean contain(RoutingContext ctx) {
        String path = ctx.request().path();
        return path != null
                && path.startsWith(ROOT)
                && path.indexOf('%') < 0
                && ctx.normalizedPath().startsWith(ROOT);
    }
}
