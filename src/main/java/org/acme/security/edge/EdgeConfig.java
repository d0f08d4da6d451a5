package org.acme.security.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.acme.shared.StartupCheck;
import org.jspecify.annotations.Nullable;

/** Settings of the HTTP edge: security headers, public URL and CORS. */
@ConfigMapping(prefix = "app")
@StartupCheck
public interface EdgeConfig extends StartupCheck.Settings {

    /** {@code off} leaves the headers to a gateway; production refuses it. */
    @WithDefault("owasp")
    HeaderSet securityHeaders();

    /**
     * The service's own origin as clients see it, such as {@code https://api.example.com}; required in production. It
     * is the only source of absolute URLs, such as the links in e-mail messages, which contain tokens. Pages of this
     * origin may call the service. The {@code Host} header of a request is never used.
     */
    Optional<String> publicUrl();

    /**
     * Whether the framework's paths below {@code /q} exist; set by {@code quarkus.smallrye-openapi.enabled}. Otherwise
     * they get the same 404 as all unknown paths, because the framework's handlers refuse without a problem.
     */
    @WithDefault("${quarkus.smallrye-openapi.enabled:true}")
    boolean documentShown();

    /**
     * Whether the HTTP server replaces the address of the connection, as any client says; set by
     * {@code quarkus.http.proxy.proxy-address-forwarding}.
     */
    @WithDefault("${quarkus.http.proxy.proxy-address-forwarding:false}")
    boolean addressForwarding();

    /**
     * Whether the HTTP server takes the address from the PROXY protocol, which any client can send; set by
     * {@code quarkus.http.proxy.use-proxy-protocol}.
     */
    @WithDefault("${quarkus.http.proxy.use-proxy-protocol:false}")
    boolean proxyProtocol();

    /** Whether the HTTP server offers HTTP/2; set by {@code quarkus.http.http2}. */
    @WithDefault("${quarkus.http.http2:true}")
    boolean http2();

    /** Whether the framework adds CORS headers of its own; set by {@code quarkus.http.cors.enabled}. */
    @WithDefault("${quarkus.http.cors.enabled:false}")
    boolean frameworkCors();

    Cors cors();

    @Override
    default @Nullable String refusal(boolean production) {
        return EdgeStartupCheck.refusal(this, production);
    }

    interface Cors {

        /** Origins whose pages may read responses. None by default; {@code *} is refused. */
        Optional<List<String>> origins();
    }

    enum HeaderSet {
        OWASP,
        OFF
    }
}
