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

    /**
     * The service's own origin as clients see it, such as {@code https://api.example.com}; required in production. It
     * is the only source of absolute URLs: the links in e-mail messages, which carry tokens, lead there, and pages of
     * this origin may call the service. The {@code Host} header of a request counts for nothing.
     */
    Optional<String> publicUrl();

    /**
     * Whether the framework's own paths, below {@code /q}, lead anywhere; set by
     * {@code quarkus.smallrye-openapi.enabled}. Where they do not, they are refused like all others, because the
     * framework's handlers refuse without a problem.
     */
    @WithDefault("${quarkus.smallrye-openapi.enabled:true}")
    boolean documentShown();

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
