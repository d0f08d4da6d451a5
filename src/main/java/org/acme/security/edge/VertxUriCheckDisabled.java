package org.acme.security.edge;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Disables Vert.x's check of the request target, which refuses with a bare status before any filter.
 * {@link RequestLineFilter} checks more, and refuses with a problem and security headers. The system property must be
 * set before Quarkus' HTTP layer is loaded, which is when the configuration is built.
 */
public class VertxUriCheckDisabled implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
