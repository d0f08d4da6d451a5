package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the startup check of the CORS, security header and public URL settings. {@code PackagedServiceIT} tests that it
 * stops the start.
 */
class EdgeStartupCheckTest {

    private record Settings(HeaderSet securityHeaders, Optional<String> publicUrl, Cors cors) implements EdgeConfig {

        static Settings of(HeaderSet headers, String... origins) {
            return new Settings(headers, Optional.of("https://api.example.com"), () -> Optional.of(List.of(origins)));
        }

        static Settings at(String publicUrl) {
            return new Settings(HeaderSet.OWASP, Optional.ofNullable(publicUrl), Optional::empty);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "/.*/",
                "null",
                "https://*.example.com",
                "https://a.example/path",
                "app.example.com",
                "https://App.example.com",
                "https://app.example.com:443",
                "http://app.example.com:80",
                ""
            })
    void cors_origin_that_is_not_an_exact_origin_is_refused(String origin) {
        EdgeConfig config = Settings.of(EdgeConfig.HeaderSet.OWASP, "https://app.example.com", origin);
        assertThat(config.refusal(true)).contains("app.cors.origins", "APP_CORS_ORIGINS");
        assertThat(config.refusal(false)).contains("app.cors.origins");
    }

    @Test
    void exact_cors_origins_are_accepted() {
        EdgeConfig config = Settings.of(
                EdgeConfig.HeaderSet.OWASP,
                "https://app.example.com",
                "http://localhost:3000",
                "https://[2001:db8::1]:8443");
        assertThat(config.refusal(true)).isNull();
    }

    @Test
    void security_headers_cannot_be_switched_off_in_production() {
        EdgeConfig config = Settings.of(EdgeConfig.HeaderSet.OFF);
        assertThat(config.refusal(true)).contains("app.security-headers");
        assertThat(config.refusal(false)).isNull();
    }

    @Test
    void public_url_is_required_in_production() {
        assertThat(Settings.at(null).refusal(true))
                .contains("app.public-url (APP_PUBLIC_URL)", "https://api.example.com");
        assertThat(Settings.at(null).refusal(false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "https://api.example.com:8443",
                "https://[2001:db8::1]",
                "http://localhost:8080"
            })
    void public_url_in_the_form_of_an_origin_is_accepted(String url) {
        assertThat(Settings.at(url).refusal(true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "api.example.com",
                "http://api.example.com",
                "http://localhost.evil.example",
                "https://api.example.com/",
                "https://api.example.com/v1",
                "https://API.example.com",
                "https://api.example.com:443",
                "https://user@api.example.com",
                "https://api.example.com\nBcc: x"
            })
    void public_url_in_another_form_than_an_origin_is_refused(String url) {
        assertThat(Settings.at(url).refusal(true)).contains("app.public-url (APP_PUBLIC_URL)");
        assertThat(Settings.at(url).refusal(false)).contains("app.public-url");
    }

    private static FrameworkConfig framework(String... more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "quarkus.http.http2",
                "false",
                "quarkus.thread-pool.queue-size",
                "256",
                "quarkus.datasource.jdbc.acquisition-timeout",
                "5s"));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return Configured.of(FrameworkConfig.class, all);
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.proxy.proxy-address-forwarding, app.trusted-proxies",
        "quarkus.http.proxy.use-proxy-protocol, app.trusted-proxies",
        "quarkus.http.http2, QUARKUS_HTTP_HTTP2",
        "quarkus.http.domain-socket-enabled, TCP port",
        "quarkus.http.cors.enabled, app.cors.origins"
    })
    void setting_of_the_framework_that_bypasses_the_edge_is_refused(String property, String remedy) {
        FrameworkConfig config = framework(property, "true");
        assertThat(config.refusal(true)).contains(property, remedy);
        assertThat(config.refusal(false)).contains(property);
        assertThat(framework().refusal(true)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.http.access-log.enabled, true",
        "quarkus.scheduler.enabled, false",
        "quarkus.scheduler.start-mode, halted",
        "quarkus.scheduler.start-mode, HALTED",
        "quarkus.scheduler.start-mode, ' halted'",
        "quarkus.scheduler.start-mode, hal-ted"
    })
    void setting_of_the_framework_that_logs_queries_or_stops_jobs_is_refused_in_production(
            String property, String value) {
        FrameworkConfig config = framework(property, value);
        assertThat(config.refusal(true)).contains(property);
        assertThat(config.refusal(false)).isNull();
        assertThat(framework("quarkus.scheduler.start-mode", " Forced").refusal(true))
                .isNull();
    }

    @Test
    void settings_that_hide_missing_permissions_from_the_audit_log_are_refused() {
        assertThat(framework("quarkus.security.events.enabled", "false").refusal(true))
                .contains("QUARKUS_SECURITY_EVENTS_ENABLED");
    }

    @Test
    void wait_for_a_database_connection_without_limit_is_refused() {
        assertThat(framework("quarkus.datasource.jdbc.acquisition-timeout", "").refusal(false))
                .contains("QUARKUS_DATASOURCE_JDBC_ACQUISITION_TIMEOUT");
    }

    @Test
    void queue_of_requests_without_limit_is_refused() {
        assertThat(framework("quarkus.thread-pool.queue-size", "").refusal(false))
                .contains("QUARKUS_THREAD_POOL_QUEUE_SIZE");
    }
}
