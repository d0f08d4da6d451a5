package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsStartupCheckTest {

    interface Settings extends CheckedSettings {

        @WithDefault("5")
        @Bounds(min = "1", max = "10")
        int number();

        @WithName("a.time")
        @WithDefault("1s")
        @Bounds(min = "500ms", max = "1m")
        Duration duration();

        @WithDefault("2K")
        @Bounds(min = "1K", max = "1M")
        MemorySize largestSize();

        @Bounds(min = "0", max = "1000")
        Optional<Long> optional();

        Group group();

        Map<String, Group> groups();

        @WithDefault("safe")
        String mode();

        @Override
        default String refusal(boolean production) {
            return mode().equals("safe") ? null : "app.test.mode must be safe";
        }
    }

    interface Group extends CheckedSettings {

        @WithDefault("1")
        @Bounds(min = "-1", max = "1")
        int nested();
    }

    interface Unregistered extends CheckedSettings {}

    /** Customizers are discovered, as when Quarkus builds the configuration. */
    private static void start(Map<String, String> properties) {
        new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDiscoveredCustomizers()
                .withMapping(Settings.class, "app.test")
                .withSources(new PropertiesConfigSource(properties, "operator", 300))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "number, 0, 1, 10, 11",
        "a.time, 499ms, 500ms, 60s, 60001ms",
        "a.time, -1s, 500ms, 1m, 1000000000d",
        "largest-size, 1023, 1024, 1048576, 1048577",
        "largest-size, 0, 1K, 1M, 99999999999T",
        "optional, -1, 0, 1000, 1001",
        "group.nested, -2, -1, 1, 2",
        "groups.some.nested, -2, -1, 1, 2"
    })
    void only_values_from_the_lower_to_the_upper_bound_start(
            String setting, String below, String lowest, String highest, String above) {
        String name = "app.test." + setting;
        assertThatCode(() -> start(Map.of(name, lowest))).doesNotThrowAnyException();
        assertThatCode(() -> start(Map.of(name, highest))).doesNotThrowAnyException();
        for (String refused : new String[] {below, above}) {
            assertThatThrownBy(() -> start(Map.of(name, refused))).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void refusal_of_a_value_names_property_variable_and_bounds_but_not_the_value() {
        assertThatThrownBy(() -> start(Map.of("app.test.largest-size", "123456789")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("app.test.largest-size (APP_TEST_LARGEST_SIZE) must be between 1K and 1M")
                .hasMessageNotContaining("123456789");
    }

    @Test
    void all_insecure_settings_are_named_at_one_start() {
        assertThatThrownBy(() -> start(Map.of("app.test.number", "11", "app.test.mode", "open")))
                .isInstanceOfSatisfying(
                        ConfigValidationException.class,
                        refused -> assertThat(refused.getProblemCount()).isEqualTo(2))
                .hasMessageContaining("app.test.number")
                .hasMessageContaining("app.test.mode must be safe");
    }

    @Test
    void settings_whose_bounds_cannot_be_read_stop_the_start() {
        SettingsStartupCheck check = new SettingsStartupCheck();
        assertThatThrownBy(() -> check.validateMapping(Unregistered.class, "", new Unregistered() {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterForReflection");
    }
}
