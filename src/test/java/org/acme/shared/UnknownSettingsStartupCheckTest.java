package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.acme.fixture.LogLines;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.ratelimit.RateLimitConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UnknownSettingsStartupCheckTest {

    private static final Map<String, String> POLICY = Map.of(
            "app.rate-limit.policies.otp.max", "5",
            "app.rate-limit.policies.otp.window", "1m",
            "app.rate-limit.policies.otp.per", "caller");

    @Inject
    UnknownSettingsStartupCheck running;

    private static void start(Map<String, String> properties, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RateLimitConfig.class)
                .withMapping(OutboundConfig.class)
                .withValidateUnknown(false)
                .withSources(
                        new PropertiesConfigSource(properties, "operator", 200), new EnvConfigSource(environment, 300))
                .build();
        List<CheckedSettings> settings =
                List.of(config.getConfigMapping(RateLimitConfig.class), config.getConfigMapping(OutboundConfig.class));
        new UnknownSettingsStartupCheck(settings, config).start(new StartupEvent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.outbound.host",
                "app.outbound.hosts.a",
                "app.outbuond.hosts",
                "app.max",
                "app.rate-limit.policies.otp.maximum"
            })
    void setting_that_the_service_does_not_have_stops_the_start_and_is_named(String name) {
        Map<String, String> properties = new HashMap<>(POLICY);
        properties.put(name, "some value");
        assertThatThrownBy(() -> start(properties, Map.of()))
                .hasMessageContaining("no settings named " + name + ":")
                .hasMessageNotContaining("some value");
    }

    @Test
    void settings_with_an_index_or_a_key_are_known() {
        Map<String, String> properties = new HashMap<>(POLICY);
        properties.put("app.outbound.hosts[0]", "example.org");
        properties.put("other.name", "1");
        assertThatCode(() -> start(properties, Map.of())).doesNotThrowAnyException();
    }

    /** Platforms set variables such as {@code APP_ENV}. */
    @Test
    void environment_variable_that_is_no_setting_is_logged_without_its_value() {
        Map<String, String> variables = Map.of(
                "APP_ENV", "production",
                "APP_PORT_8080_TCP", "tcp://10.0.0.7:8080",
                "APP_OUTBOUND_HOSTS", "example.org",
                "APP_OUTBOUND_CONNECT_TIMEOUT", "1s",
                "APP_RATE_LIMIT_POLICIES_OTP_MAX", "3",
                "HOME", "/");
        try (LogLines log = LogLines.of(UnknownSettingsStartupCheck.class.getName())) {
            start(POLICY, variables);
            assertThat(log.lines())
                    .hasSize(2)
                    .noneMatch(line -> line.contains("production") || line.contains("10.0.0.7"))
                    .anyMatch(line -> line.contains(" APP_ENV is no setting"))
                    .anyMatch(line -> line.contains(" APP_PORT_8080_TCP is no setting"));
        }
    }

    @Test
    void names_of_all_documented_settings_are_known() throws IOException {
        List<String> documented = Pattern.compile("\\| `(app\\.[a-z.-]+)` \\|")
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(documented).hasSizeGreaterThan(90);
        assertThat(running.settings().stream().flatMap(UnknownSettingsStartupCheck::names))
                .containsAll(documented);
    }
}
