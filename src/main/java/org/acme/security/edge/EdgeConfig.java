package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of the HTTP edge: security headers, public URL and CORS. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface EdgeConfig extends CheckedSettings {

    String HOST = "([a-z0-9.-]+|\\[[0-9a-f:]+])";
    String PORT = "(:(?!(443|80)$)[1-9][0-9]{0,4})?";

    /** One explicit origin as browsers serialize it: no wildcard, no regular expression, no {@code null}. */
    Pattern ORIGIN = Pattern.compile("https?://" + HOST + PORT);

    /** An origin as browsers serialize it (RFC 6454, section 6.2); unencrypted on localhost only. */
    Pattern OWN_ORIGIN = Pattern.compile("(https://" + HOST + "|http://(localhost|127\\.0\\.0\\.1|\\[::1]))" + PORT);

    /** {@code off} leaves the headers to a gateway; production refuses it. */
    @WithDefault("owasp")
    HeaderSet securityHeaders();

    /**
     * The service's own origin as clients see it, such as {@code https://api.example.com}; required in production. It
     * is the only source of absolute URLs, such as the links in e-mail messages, which contain tokens. Pages of this
     * origin may call the service. The {@code Host} header of a request is never used.
     */
    Optional<String> publicUrl();

    Cors cors();

    /** Refuses unsafe CORS origins, security headers or public URL. */
    @Override
    default @Nullable String refusal(boolean production) {
        List<String> origins = cors().origins().orElse(List.of());
        if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            return "app.cors.origins (APP_CORS_ORIGINS) must list origins as browsers send them, such as"
                    + " https://app.example.com: lower case, without wildcards, path or default port";
        }
        if (production && securityHeaders() == HeaderSet.OFF) {
            return "app.security-headers (APP_SECURITY_HEADERS) must be owasp in production";
        }
        boolean accepted =
                publicUrl().map(url -> OWN_ORIGIN.matcher(url).matches()).orElse(!production);
        return accepted
                ? null
                : "app.public-url (APP_PUBLIC_URL) must be the address of the service as clients see it, such as"
                        + " https://api.example.com: https, lower case, without path or default port; http only for localhost";
    }

    interface Cors extends CheckedSettings {

        /** Origins whose pages may read responses. None by default; {@code *} is refused. */
        Optional<List<String>> origins();
    }

    enum HeaderSet {
        OWASP,
        OFF
    }
}
