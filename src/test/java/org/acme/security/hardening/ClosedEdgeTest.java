package org.acme.security.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What production refuses to start with; that the packaged service asks is shown by {@code PackagedServiceIT}. */
class ClosedEdgeTest {

    private record Settings(HeaderSet securityHeaders, Cors cors) implements EdgeConfig {

        static Settings of(HeaderSet headers, String... origins) {
            return new Settings(headers, () -> Optional.of(List.of(origins)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "/.*/", "null", "https://*.example.com", "https://a.example/path", "app.example.com", ""})
    void an_origin_that_is_not_spelled_out_is_refused_everywhere(String origin) {
        EdgeConfig config = Settings.of(EdgeConfig.HeaderSet.OWASP, "https://app.example.com", origin);
        assertThat(new ClosedEdge.Check().refusal(config, true)).contains("app.cors.origins", "APP_CORS_ORIGINS");
        assertThat(new ClosedEdge.Check().refusal(config, false)).contains("app.cors.origins");
    }

    @Test
    void listed_origins_are_accepted() {
        EdgeConfig config = Settings.of(EdgeConfig.HeaderSet.OWASP, "https://app.example.com", "http://localhost:3000");
        assertThat(new ClosedEdge.Check().refusal(config, true)).isNull();
    }

    @Test
    void production_keeps_its_security_headers() {
        EdgeConfig config = Settings.of(EdgeConfig.HeaderSet.OFF);
        assertThat(new ClosedEdge.Check().refusal(config, true)).contains("app.security-headers");
        assertThat(new ClosedEdge.Check().refusal(config, false)).isNull();
    }
}
