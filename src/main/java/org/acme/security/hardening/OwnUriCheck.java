package org.acme.security.hardening;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Takes the check of the request's address over from Quarkus, which answers an invalid one with a bare status, below
 * every filter: {@link RequestLine} checks more and answers with a problem and the security headers. The property can
 * only be set from code that runs before Quarkus' HTTP layer is loaded, as the configuration does.
 */
public class OwnUriCheck implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
