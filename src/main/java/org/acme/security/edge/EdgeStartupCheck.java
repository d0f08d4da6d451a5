package org.acme.security.edge;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Startup check: the service fails to start with unsafe CORS origins, headers or public URL. The message names the
 * property and the remedy.
 */
final class EdgeStartupCheck {

    private static final String HOST = "([a-z0-9.-]+|\\[[0-9a-f:]+])";
    private static final String PORT = "(:(?!(443|80)$)[1-9][0-9]{0,4})?";

    /** One explicit origin as browsers serialize it: no wildcard, no regular expression, no {@code null}. */
    private static final Pattern ORIGIN = Pattern.compile("https?://" + HOST + PORT);

    /** An origin as browsers serialize it (RFC 6454, section 6.2); unencrypted on localhost only. */
    private static final Pattern OWN_ORIGIN =
            Pattern.compile("(https://" + HOST + "|http://(localhost|127\\.0\\.0\\.1|\\[::1]))" + PORT);

    private static final String PUBLIC_URL = "app.public-url (APP_PUBLIC_URL) must be the address of the service as"
            + " clients see it, such as https://api.example.com: https, lower case, without path or default port;"
            + " http only for localhost";

    private EdgeStartupCheck() {}

    static @Nullable String refusal(EdgeConfig config, boolean production) {
        List<String> origins = config.cors().origins().orElse(List.of());
        if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            return "app.cors.origins (APP_CORS_ORIGINS) must list origins as browsers send them, such as"
                    + " https://app.example.com: lower case, without wildcards, path or default port";
        }
        return production && config.securityHeaders() == EdgeConfig.HeaderSet.OFF
                ? "app.security-headers (APP_SECURITY_HEADERS) must be owasp in production"
                : publicUrl(config.publicUrl().orElse(null), production);
    }

    private static @Nullable String publicUrl(@Nullable String url, boolean production) {
        boolean accepted = url == null ? !production : OWN_ORIGIN.matcher(url).matches();
        return accepted ? null : PUBLIC_URL;
    }
}
