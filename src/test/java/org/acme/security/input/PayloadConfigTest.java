package org.acme.security.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.acme.fixture.Configured;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the startup check of the limits on bodies. */
@SecondThread
class PayloadConfigTest {

    private static String refusal(Map<String, String> settings) {
        return Configured.of(PayloadConfig.class, settings).refusal(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1T", "99999999T"})
    void memory_for_bodies_that_exceeds_a_quarter_of_the_heap_is_refused(String memory) {
        assertThat(refusal(Map.of("app.max-payload-memory", memory))).contains("APP_MAX_PAYLOAD_MEMORY");
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        assertThat(refusal(Map.of("app.max-payload-memory", String.valueOf(quarter + 1))))
                .contains("app.max-payload-memory");
        assertThat(refusal(Map.of("app.max-payload-memory", String.valueOf(quarter))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1M, 1048575", "2M, 1M"})
    void limit_of_the_framework_below_that_of_the_service_is_refused(String size, String framework) {
        assertThat(refusal(Map.of("app.max-payload-size", size, "quarkus.http.limits.max-body-size", framework)))
                .contains("QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE");
    }

    @Test
    void default_limits_on_bodies_are_accepted() {
        assertThat(refusal(Map.of())).isNull();
        assertThat(refusal(Map.of("app.max-payload-size", "50M", "quarkus.http.limits.max-body-size", "50M")))
                .isNull();
    }
}
