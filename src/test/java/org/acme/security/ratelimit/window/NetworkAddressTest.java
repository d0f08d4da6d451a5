package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NetworkAddressTest {

    private static final Ipv6Network CUSTOMER = new Ipv6Network(0x2001_0db8_1234_5678L, 64);

    @Test
    void ipv4_address_is_its_own_key_and_ipv6_address_counts_as_its_64_network() {
        assertThat(NetworkAddress.network("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(NetworkAddress.network("2001:db8:1234:5678::1")).isEqualTo(CUSTOMER);
        assertThat(NetworkAddress.network("::1")).isEqualTo(new Ipv6Network(0, 64));
        assertThat(NetworkAddress.network("not:an:address")).isEqualTo("not:an:address");
    }

    @Test
    void ipv6_network_knows_its_48_prefix_and_the_block_of_its_provider() {
        assertThat(CUSTOMER.site()).isEqualTo(new Ipv6Network(0x2001_0db8_1234_0000L, 48));
        assertThat(CUSTOMER.isSite()).isFalse();
        assertThat(CUSTOMER.site().isSite()).isTrue();
        assertThat(CUSTOMER.provider()).isEqualTo(0x2001_0db8);
        assertThat(CUSTOMER).hasToString("20010db812345678/64");
    }

    @Test
    void address_block_is_the_32_of_ipv6_and_the_16_of_ipv4() {
        assertThat(NetworkAddress.block(CUSTOMER)).isEqualTo(0x2001_0db8);
        assertThat(NetworkAddress.block("203.7.113.7"))
                .isEqualTo(203 * 256 + 7)
                .isEqualTo(NetworkAddress.block("203.7.0.1"));
        assertThat(NetworkAddress.block("alice")).isEqualTo("alice".hashCode());
        UUID user = UUID.randomUUID();
        assertThat(NetworkAddress.block(user)).isEqualTo(user.hashCode());
    }
}
