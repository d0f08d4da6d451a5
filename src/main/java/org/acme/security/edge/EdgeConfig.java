package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Settings of the HTTP edge: security headers, public URL and CORS. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface EdgeConfig extends CheckedSettings {

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

    @Override
    default @Nullable String refusal(boolean production) {
        return EdgeStartupCheck.refusal(this, production);
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
