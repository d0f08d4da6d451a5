package org.acme.security.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the startup check of the settings of outbound calls. {@code PackagedServiceIT} tests that it stops the start.
 */
class OutboundConfigTest {

    @Test
    void test_networks_are_refused_in_production() {
        OutboundConfig open = Settings.production().open(443, "127.0.0.1/32");
        assertThat(open.refusal(true)).contains("app.outbound.test-networks", "APP_OUTBOUND_TEST_NETWORKS");
        assertThat(open.refusal(false)).isNull();
        assertThat(Settings.production().refusal(true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void invalid_outbound_port_is_refused(int port) {
        assertThat(Settings.production().open(port).refusal(false)).contains("app.outbound.ports");
    }
}
