package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostsTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost", "127.0.0.1", "127.255.0.9", "::1", "[::1]", "::ffff:127.0.0.1"})
    void loopback_host_counts_as_this_machine(String host) {
        assertThat(LocalHosts.is(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0.0.0",
                "10.0.0.1",
                "localhost.evil.example",
                "127.evil.example",
                "127.0.0.1.evil.example",
                "postgres",
                "[::1",
                "::2",
                "0x7f.1"
            })
    void other_host_does_not_count_as_this_machine(String host) {
        assertThat(LocalHosts.is(host)).isFalse();
    }
}
