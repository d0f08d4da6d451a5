package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code packaged.EveryResponseIT} sends requests to a service that was started with these options. */
class HttpCodecPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "vertx.disableHttpHeadersValidation, true",
        "io.netty.handler.codec.http.defaultStrictLineParsing, false",
        "io.netty.handler.codec.http.rfc9112TransferEncoding, false"
    })
    void jvm_option_that_makes_the_http_codec_lenient_has_no_effect(String property, String lenient) {
        String before = System.getProperty(property);
        try {
            System.setProperty(property, lenient);
            new SmallRyeConfigBuilder().addDiscoveredCustomizers().build();
            assertThat(System.getProperty(property)).isNotEqualTo(lenient);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }
}
