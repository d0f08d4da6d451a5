package org.acme.security.hardening;

import io.vertx.ext.web.RoutingContext;

/** The framework's own corner, {@code /q/}: the API document and its pages in dev mode, nothing in production. */
public final class FrameworkPages {

    private static final String ROOT = "/q/";

    private FrameworkPages() {}

    /** Both spellings of the path must agree, so that no detour through {@code ..} leads in or out. */
    public static boolean include(RoutingContext ctx) {
        return ctx.request().path() != null
                && ctx.request().path().startsWith(ROOT)
                && ctx.normalizedPath().startsWith(ROOT);
    }
}
