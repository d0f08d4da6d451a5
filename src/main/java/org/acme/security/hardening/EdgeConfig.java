package org.acme.security.hardening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What the service shows of itself to browsers. */
@ConfigMapping(prefix = "app")
@ClosedEdge
public interface EdgeConfig {

    /** {@code off} leaves the headers to a gateway; production refuses it. */
    @WithDefault("owasp")
    HeaderSet securityHeaders();

    Cors cors();

    /** Which web pages may read answers. */
    interface Cors {

        /** Pages of these origins may read every answer that their user may; none by default, {@code *} is refused. */
        Optional<List<String>> origins();
    }

    /** The sets of security headers there are. */
    enum HeaderSet {
        OWASP,
        OFF
    }
}
