package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 192.0.2.2",
        "10.1.2.0/23, 10.1.3.255, 10.1.4.0",
        "128.0.0.0/1, 255.0.0.1, 127.0.0.1",
        "2001:DB8::/32, 2001:db8:ffff::1, 2001:db9::1",
        "2001:db8::1, 2001:db8::1, 2001:db8::2",
        "::ffff:192.0.2.1, 192.0.2.1, 192.0.2.2"
    })
    void address_block_contains_exactly_its_addresses(String block, String inside, String outside)
            throws UnknownHostException {
        assertThat(AddressBlock.of(block).contains(InetAddress.getByName(inside)))
                .isTrue();
        assertThat(AddressBlock.of(block).contains(InetAddress.getByName(outside)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "/8",
                "host/8",
                "proxy.example.com",
                "localhost/32",
                "cafe/8",
                "fade",
                "10.1",
                "10.1.2",
                "1",
                "0.0.0.0/0",
                "::/0",
                "10.0.0.1/8",
                "2002::1/16",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "127.0.0.1/",
                "10.0.0.256",
                "10.0.0.010",
                "999.0.0.0/8",
                "10.0.0.0/8/8"
            })
    void name_short_form_or_block_of_all_addresses_is_no_address_block(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.of(text));
    }

    @Test
    void setting_of_address_blocks_is_parsed_as_a_list() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValue("blocks", "10.0.0.0/8, ::1")
                .withDefaultValue("wrong", "10.0.0.1/8")
                .build();
        assertThat(config.getValues("blocks", AddressBlock.class)).hasSize(2);
        assertThatThrownBy(() -> config.getValues("wrong", AddressBlock.class))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("wrong");
    }
}
