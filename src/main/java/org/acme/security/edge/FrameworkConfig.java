package org.acme.security.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Quarkus' settings that concern the edge. Most of them would bypass it. */
@ConfigMapping(prefix = "quarkus")
@StartupCheck
public interface FrameworkConfig extends StartupCheck.Settings {

    /**
     * Whether the framework's paths below {@code /q} exist. Otherwise they get the same 404 as all unknown paths,
     * because the framework's handlers refuse without a problem.
     */
    @WithName("smallrye-openapi.enabled")
    @WithDefault("true")
    boolean documentShown();

    /** Whether the HTTP server replaces the address of the connection, as any client says. */
    @WithName("http.proxy.proxy-address-forwarding")
    @WithDefault("false")
    boolean addressForwarding();

    /** Whether the HTTP server takes the address from the PROXY protocol, which any client can send. */
    @WithName("http.proxy.use-proxy-protocol")
    @WithDefault("false")
    boolean proxyProtocol();

    /** Whether the HTTP server offers HTTP/2. */
    @WithName("http.http2")
    @WithDefault("true")
    boolean http2();

    /** Whether the framework adds CORS headers of its own. */
    @WithName("http.cors.enabled")
    @WithDefault("false")
    boolean cors();

    @Override
    default @Nullable String refusal(boolean production) {
        if (addressForwarding() || proxyProtocol()) {
            return "quarkus.http.proxy.proxy-address-forwarding (QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING) and"
                    + " quarkus.http.proxy.use-proxy-protocol (QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL) let every client"
                    + " choose its network address: remove them, and set app.trusted-proxies (APP_TRUSTED_PROXIES) to the"
                    + " addresses of your proxies";
        }
        if (http2()) {
            return "quarkus.http.http2 (QUARKUS_HTTP_HTTP2) must be false: refusals close the connection, which in HTTP/2"
                    + " carries other requests, and rate limits do not count its frames. Offer HTTP/2 at a proxy";
        }
        return cors()
                ? "quarkus.http.cors.enabled (QUARKUS_HTTP_CORS_ENABLED) must be false: list the origins in"
                        + " app.cors.origins (APP_CORS_ORIGINS)"
                : null;
    }
}
