package org.acme.security.edge;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.acme.problem.Problem;
import org.acme.shared.FilterOrder;
import org.jspecify.annotations.Nullable;

/**
 * Adds the headers of the OWASP REST Security Cheat Sheet to every response, including errors, and {@code Date}, which
 * Vert.x leaves out (RFC 9110, section 6.6.1).
 */
@Singleton
record SecurityHeadersFilter(EdgeConfig config, RequestEncryption encryption, Clock clock) implements EdgeStep {

    private static final int REDIRECT = 300;

    /** Optimized, because every response carries them. */
    private static final Map<CharSequence, CharSequence> OWASP = Map.of(
                    "Cache-Control", "no-store",
                    "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                    "X-Content-Type-Options", "nosniff",
                    "X-Frame-Options", "DENY",
                    "Referrer-Policy", "no-referrer",
                    "Permissions-Policy",
                            "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                    "Cross-Origin-Resource-Policy", "same-origin")
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(
                    header -> HttpHeaders.createOptimized(header.getKey()),
                    header -> HttpHeaders.createOptimized(header.getValue())));

    /** Swagger UI needs scripts and styles; it is disabled in production. */
    private static final String UI_POLICY =
            "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: ws:; frame-ancestors 'none'";

    /** Two years (RFC 6797). It asks for no place in the preload lists of browsers, which is hard to undo. */
    private static final String HSTS = "max-age=63072000; includeSubDomains";

    @Override
    public int order() {
        return FilterOrder.SECURITY_HEADERS;
    }

    @Override
    public @Nullable Problem apply(RoutingContext ctx) {
        MultiMap headers = ctx.response().headers();
        headers.set(HttpHeaders.DATE, DateFormatter.format(Date.from(clock.instant())));
        if (config.securityHeaders() == EdgeConfig.HeaderSet.OWASP) {
            OWASP.forEach(headers::set);
            if (encryption.of(ctx) == RequestEncryption.State.ENCRYPTED) {
                headers.set("Strict-Transport-Security", HSTS);
            }
            if (FrameworkPages.contain(ctx)) {
                ctx.addHeadersEndHandler(end -> allowScripts(ctx.response()));
            }
        }
        return null;
    }

    /** For successful HTML responses only. */
    private static void allowScripts(HttpServerResponse response) {
        String type = response.headers().get("Content-Type");
        if (response.getStatusCode() < REDIRECT && type != null && type.startsWith("text/html")) {
            response.headers().set("Content-Security-Policy", UI_POLICY);
        }
    }
}
