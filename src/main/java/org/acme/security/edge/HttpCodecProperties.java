package org.acme.security.edge;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.util.Map;

/**
 * Sets the system properties of Vert.x and Netty that decide how strictly requests are read, so that no JVM option
 * makes the codec lenient. They must be set before Quarkus' HTTP layer is loaded, which is when the configuration is
 * built.
 *
 * <p>Vert.x's check of the request target is disabled, because it refuses with a bare status before any filter;
 * {@link RequestLineFilter} checks more, and refuses with a problem and security headers.
 */
public class HttpCodecProperties implements SmallRyeConfigBuilderCustomizer {

    private static final Map<String, String> VALUES = Map.of(
            "vertx.disableURIValidation",
            "true",
            "vertx.disableHttpHeadersValidation",
            "false",
            "io.netty.handler.codec.http.defaultStrictLineParsing",
            "true",
            "io.netty.handler.codec.http.rfc9112TransferEncoding",
            "true");

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        VALUES.forEach(System::setProperty);
    }
}
