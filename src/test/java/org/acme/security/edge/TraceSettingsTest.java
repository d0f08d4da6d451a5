package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.arc.properties.UnlessBuildProperty;
import io.smallrye.config.Converters;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests when OpenTelemetry runs, and that it never runs without its guards. {@code TracesIT} tests packages. */
class TraceSettingsTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    private static final String SWITCHED_OFF = "quarkus.otel.sdk.disabled";

    private static final String BUILT = "quarkus.otel.enabled";

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new TraceSettings())
                .withDefaultValue(ENDPOINT, "http://localhost:4317/")
                .withDefaultValue(SWITCHED_OFF, "false")
                .withMapping(TraceConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(settings, "operator", 300))
                .build();
    }

    private static boolean traces(Map<String, String> settings) {
        return !config(settings).getValue(SWITCHED_OFF, Boolean.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, "quarkus.otel.exporter.otlp.traces.endpoint"})
    void service_traces_when_the_operator_has_configured_the_endpoint_of_a_collector(String property) {
        assertThat(traces(Map.of(property, "https://collector.example.com:4317")))
                .isTrue();
        assertThat(traces(Map.of(property, "${collector}", "collector", "https://collector.example.com:4317")))
                .isTrue();
    }

    @Test
    void service_does_not_trace_to_the_default_endpoint() {
        assertThat(traces(Map.of())).isFalse();
        assertThat(traces(Map.of(SWITCHED_OFF, "false"))).isFalse();
        assertThat(traces(Map.of(ENDPOINT, " "))).isFalse();
        assertThat(config(Map.of()).getValue(ENDPOINT, String.class)).contains("localhost");
    }

    @Test
    void operator_can_switch_traces_off_beside_a_configured_endpoint() {
        assertThat(traces(Map.of(ENDPOINT, "https://collector.example.com:4317", SWITCHED_OFF, "true")))
                .isFalse();
    }

    private static List<String> refusals(String built, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(BUILT, built);
        return StartupRefusals.of(config(all).getConfigMapping(TraceConfig.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, "quarkus.otel.exporter.otlp.traces.endpoint"})
    void endpoint_that_a_package_without_traces_would_ignore_stops_the_start(String property) {
        Map<String, String> endpoint = Map.of(property, "https://collector.example.com:4317");
        assertThat(refusals("false", endpoint))
                .singleElement()
                .asString()
                .contains("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "./mvnw package -Dtraces");
        assertThat(refusals("true", endpoint)).isEmpty();
        assertThat(refusals("yes", endpoint)).isEmpty();
    }

    private static String refusal(Map<String, String> settings, boolean production) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(BUILT, "true");
        return config(all).getConfigMapping(TraceConfig.class).refusal(production);
    }

    private static String refusalInProduction(Map<String, String> settings) {
        return refusal(settings, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://collector.example.com:4317",
                "http://localhost.example.com:4317",
                "HTTP://10.0.0.1:4317",
                "collector.example.com:4317",
                "not a url"
            })
    void traces_to_another_host_are_encrypted_in_production(String url) {
        assertThat(refusalInProduction(Map.of(ENDPOINT, url))).contains("https://", "APP_TRACES_TLS");
        assertThat(refusalInProduction(Map.of("quarkus.otel.exporter.otlp.traces.endpoint", url)))
                .contains("https://");
        assertThat(refusalInProduction(Map.of(ENDPOINT, url, "app.traces.tls", "off")))
                .isNull();
        assertThat(refusal(Map.of(ENDPOINT, url), false)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://collector.example.com:4317", "http://localhost:4317", "http://[::1]:4317"})
    void traces_may_stay_on_this_machine_unencrypted(String url) {
        assertThat(refusalInProduction(Map.of(ENDPOINT, url))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"quarkus.otel.span.event.count.limit", "otel.span.event.count.limit"})
    void traces_cannot_have_events_with_exception_messages_in_production(String property) {
        Map<String, String> settings = Map.of(ENDPOINT, "https://collector.example.com:4317", property, "128");
        assertThat(refusalInProduction(settings)).contains("QUARKUS_OTEL_SPAN_EVENT_COUNT_LIMIT");
        assertThat(refusal(settings, false)).isNull();
        assertThat(refusalInProduction(Map.of(property, "128"))).isNull();
    }

    @Test
    void package_without_traces_starts_when_no_collector_is_configured() {
        assertThat(refusals("false", Map.of())).isEmpty();
        assertThat(refusals("false", Map.of(SWITCHED_OFF, "false"))).isEmpty();
        assertThat(refusals("false", Map.of(ENDPOINT, "https://collector.example.com:4317", SWITCHED_OFF, "true")))
                .isEmpty();
    }

    /** The conditions of beans compare text; the setting itself is read by this converter. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", " true ", "yes", "Yes", "y", "on", "ON", "1"})
    void guards_of_traces_are_in_the_build_with_every_spelling_that_enables_opentelemetry(String spelling) {
        assertThat(Converters.getImplicitConverter(Boolean.class).convert(spelling))
                .isTrue();
        assertThat(new Class<?>[] {TracedAttributes.class, TrustedTraceContext.class})
                .allSatisfy(guard -> {
                    assertThat(guard.getAnnotation(IfBuildProperty.class)).isNull();
                    UnlessBuildProperty absent = guard.getAnnotation(UnlessBuildProperty.class);
                    assertThat(absent.name()).isEqualTo(BUILT);
                    assertThat(absent.stringValue()).isNotEqualTo(spelling);
                    assertThat(absent.enableIfMissing()).isTrue();
                });
    }
}
