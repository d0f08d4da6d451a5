package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.acme.fixture.Configured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the startup check of profiles and ports. {@code PackagedServiceIT} tests that it stops the start. */
class LaunchConfigTest {

    private static String refusal(Map<String, String> properties, boolean production) {
        return Configured.of(LaunchConfig.class, properties).refusal(production);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "quarkus.profile               | dev",
                "quarkus.profile               | prod, dev",
                "quarkus.profile               | test,prod",
                "mp.config.profile             | dev",
                "smallrye.config.profile       | prod,test",
                "quarkus.config.profile.parent | dev"
            })
    void profile_with_public_secrets_is_refused_in_production(String property, String value) {
        assertThat(refusal(Map.of(property, value), true)).contains("QUARKUS_PROFILE");
        assertThat(refusal(Map.of(property, value), false)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"quarkus.http.port, 9000", "quarkus.http.ssl-port, 9000", "quarkus.management.port, 8080"})
    void management_port_must_not_be_a_port_of_the_api(String property, String value) {
        assertThat(refusal(Map.of(property, value), true)).contains("QUARKUS_MANAGEMENT_PORT");
    }

    @Test
    void default_ports_chosen_ones_and_other_profiles_are_accepted() {
        assertThat(refusal(Map.of("quarkus.http.port", "0", "quarkus.management.port", "0"), true))
                .isNull();
        assertThat(refusal(Map.of("quarkus.profile", "staging,prod"), true)).isNull();
    }
}
