package org.acme.security.edge;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start with unsafe CORS origins, headers, public URL or client addresses, or with
 * HTTP/2. The message names the property and the remedy.
 */
final class EdgeStartupCheck {

    /** One explicit origin: no wildcard, no regular expression, no {@code null}. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    /** An origin as browsers serialize it (RFC 6454, section 6.1); unencrypted on localhost only. */
    private static final Pattern OWN_ORIGIN = Pattern.compile("(https://([a-z0-9.-]+|\\[[0-9a-f:]+])"
            + "|http://(localhost|127\\.0\\.0\\.1|\\[::1]))(:(?!(443|80)$)[1-9][0-9]{0,4})?");

    private static final String PUBLIC_URL = "app.public-url (APP_PUBLIC_URL) must be the address of the service as"
            + " clients see it, such as https://api.example.com: https, lower case, without path or default port;"
            + " http only for localhost";

    private static final String FORWARDING = "quarkus.http.proxy.proxy-address-forwarding"
            + " (QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING) and quarkus.http.proxy.use-proxy-protocol"
            + " (QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL) let every client choose its network address: remove them,"
            + " and set app.trusted-proxies (APP_TRUSTED_PROXIES) to the addresses of your proxies";

    private static final String HTTP2 = "quarkus.http.http2 (QUARKUS_HTTP_HTTP2) must be false: refusals close the"
            + " connection, which in HTTP/2 carries other requests, and rate limits do not count its frames."
            + " Offer HTTP/2 at a proxy";

    private static final String FRAMEWORK_CORS = "quarkus.http.cors.enabled (QUARKUS_HTTP_CORS_ENABLED) must be false:"
            + " list the origins in app.cors.origins (APP_CORS_ORIGINS)";

    private EdgeStartupCheck() {}

    static @Nullable String refusal(EdgeConfig config, boolean production) {
        List<String> origins = config.cors().origins().orElse(List.of());
        if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            return "app.cors.origins (APP_CORS_ORIGINS) must list origins such as https://app.example.com, without wildcards";
        }
        String framework = frameworkRefusal(config);
        if (framework != null) {
            return framework;
        }
        return production && config.securityHeaders() == EdgeConfig.HeaderSet.OFF
                ? "app.security-headers (APP_SECURITY_HEADERS) must be owasp in production"
                : publicUrl(config.publicUrl().orElse(null), production);
    }

    private static @Nullable String frameworkRefusal(EdgeConfig config) {
        if (config.addressForwarding() || config.proxyProtocol()) {
            return FORWARDING;
        }
        if (config.http2()) {
            return HTTP2;
        }
        return config.frameworkCors() ? FRAMEWORK_CORS : null;
    }

    private static @Nullable String publicUrl(@Nullable String url, boolean production) {
        boolean accepted = url == null ? !production : OWN_ORIGIN.matcher(url).matches();
        return accepted ? null : PUBLIC_URL;
    }
}
