package org.acme.security.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.acme.fixture.StartupRefusals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Validates the settings with all their constraints, like at startup. */
class IdleTimeoutStartupCheckTest {

    private record Settings(
            Duration requestTimeout,
            Duration writeTimeout,
            Duration drainTime,
            Duration idleTimeout,
            Duration managementIdleTimeout)
            implements DeadlineConfig {}

    private static List<String> refusals(int requestSeconds, int idleSeconds) {
        return StartupRefusals.of(new Settings(
                Duration.ofSeconds(requestSeconds),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(idleSeconds),
                Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "31, 30", "15, 1"})
    void request_timeout_that_is_not_below_the_idle_timeout_stops_the_start(int request, int idle) {
        assertThat(refusals(request, idle))
                .singleElement()
                .asString()
                .contains("app.request-timeout (APP_REQUEST_TIMEOUT)", "quarkus.http.idle-timeout");
    }

    @Test
    void request_timeout_below_the_idle_timeout_is_accepted() {
        assertThat(refusals(29, 30)).isEmpty();
    }
}
