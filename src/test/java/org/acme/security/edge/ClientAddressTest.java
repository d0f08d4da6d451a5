package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acme.shared.AddressBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final String CLIENT = "203.0.113.7";

    private final ClientAddress clients = trusting("10.0.0.0/8", "2001:db8:ffff::/48");

    private static ClientAddress trusting(String... networks) {
        List<AddressBlock> trusted = Stream.of(networks).map(AddressBlock::of).toList();
        return new ClientAddress(() -> Optional.of(trusted));
    }

    private static MultiMap headers(String name, String... lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Stream.of(lines).forEach(line -> headers.add(name, line));
        return headers;
    }

    private String byX(String... lines) {
        return clients.of(PROXY, headers("X-Forwarded-For", lines));
    }

    private String byForwarded(String... lines) {
        return clients.of(PROXY, headers("Forwarded", lines));
    }

    @Test
    void forwarding_headers_are_ignored_by_default() {
        ClientAddress none = new ClientAddress(Optional::empty);
        assertThat(none.of(CLIENT, headers("X-Forwarded-For", "192.0.2.1"))).isEqualTo(CLIENT);
        assertThat(none.of(CLIENT, headers("Forwarded", "for=192.0.2.1"))).isEqualTo(CLIENT);
    }

    @Test
    void forwarding_headers_of_an_untrusted_client_are_ignored() {
        assertThat(clients.of(CLIENT, headers("X-Forwarded-For", "192.0.2.1"))).isEqualTo(CLIENT);
        assertThat(clients.of(CLIENT, headers("Forwarded", "for=192.0.2.1"))).isEqualTo(CLIENT);
    }

    @Test
    void rightmost_untrusted_address_is_the_client() {
        assertThat(byX("192.0.2.1, " + CLIENT)).isEqualTo(CLIENT);
        assertThat(byX("192.0.2.1", CLIENT + ", 10.0.0.9")).isEqualTo(CLIENT);
        assertThat(byX("unknown,,;\"=, " + CLIENT + ",10.1.1.1, 10.0.0.2")).isEqualTo(CLIENT);
        assertThat(byForwarded("for=192.0.2.1, for=" + CLIENT + ";proto=https;by=10.0.0.1"))
                .isEqualTo(CLIENT);
        assertThat(byForwarded("for=\"192.0.2.1", "For=\"" + CLIENT + ":4711\"", "for=10.0.0.2"))
                .isEqualTo(CLIENT);
        assertThat(byForwarded("for=\"x\\\", for=" + CLIENT)).isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7:4711, 203.0.113.7",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "[2001:DB8::0:1]:443, 2001:db8:0:0:0:0:0:1",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void client_address_is_normalised(String said, String client) {
        assertThat(byX(said)).isEqualTo(client);
        assertThat(byForwarded("for=\"" + said + "\"")).isEqualTo(client);
    }

    @Test
    void farthest_trusted_proxy_is_the_client_when_all_addresses_are_trusted() {
        assertThat(byX("10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
        assertThat(byX("2001:db8:ffff::1")).isEqualTo("2001:db8:ffff:0:0:0:0:1");
        assertThat(clients.of(PROXY, MultiMap.caseInsensitiveMultiMap())).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "_hidden",
                "localhost",
                "example.com",
                "1.2.3",
                "256.1.1.1",
                "0x7f.1",
                "[::1",
                "::1]",
                "1.2.3.4:port",
                "1.2.3.4 5.6.7.8",
                ":",
                "[]",
                "999999999999"
            })
    void malformed_address_from_a_trusted_proxy_means_the_proxy_itself(String nonsense) {
        assertThat(byX(CLIENT + ", " + nonsense)).isEqualTo(PROXY);
        assertThat(byForwarded("for=" + CLIENT + ", for=" + nonsense)).isEqualTo(PROXY);
        assertThat(byForwarded("for=" + CLIENT + ", " + nonsense)).isEqualTo(PROXY);
    }

    @Test
    void forwarded_element_with_two_clients_is_ignored() {
        assertThat(byForwarded("for=" + CLIENT + ";for=192.0.2.1")).isEqualTo(PROXY);
    }

    @Test
    void contradicting_forwarding_headers_mean_the_proxy_itself() {
        MultiMap both = headers("X-Forwarded-For", CLIENT).add("Forwarded", "for=192.0.2.1");
        assertThat(clients.of(PROXY, both)).isEqualTo(PROXY);
        MultiMap agreed = headers("X-Forwarded-For", CLIENT).add("Forwarded", "for=" + CLIENT);
        assertThat(clients.of(PROXY, agreed)).isEqualTo(CLIENT);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars("0123456789abcdef.:,;=\"\\[]%/ for-_")
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(200);
    }

    @Property
    void address_appended_by_the_proxy_wins_over_anything_the_client_wrote(@ForAll("hostile") String written) {
        assertThat(new ClientAddressTest().byX(written + ", " + CLIENT)).isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byX(written, CLIENT)).isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byForwarded(written + ", for=" + CLIENT))
                .isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byForwarded(written, "for=" + CLIENT + ";proto=http"))
                .isEqualTo(CLIENT);
    }

    @Property
    void client_address_is_found_for_any_forwarding_header(@ForAll("hostile") String written) {
        assertThat(new ClientAddressTest().byX(written)).isNotBlank();
        assertThat(new ClientAddressTest().byForwarded(written)).isNotBlank();
        assertThat(new ClientAddressTest().clients.of(CLIENT, headers("Forwarded", written)))
                .isEqualTo(CLIENT);
    }

    /** Proxies limit headers to some kilobytes, in which even quadratic time would go unnoticed. */
    @Test
    void long_forwarding_header_is_read_in_linear_time() {
        String blanks = " ".repeat(8_000);
        String proxies = "10.0.0.2,".repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            for (String text : List.of("for=" + blanks + "\"x", blanks + "for" + blanks + "=" + blanks + "\"x\"x")) {
                assertThat(byForwarded(text)).isEqualTo(PROXY);
                assertThat(byX(text)).isEqualTo(PROXY);
            }
            assertThat(byX(proxies + "10.0.0.2")).isEqualTo("10.0.0.2");
        });
    }

    @Test
    void trusted_proxy_network_covers_exactly_its_addresses() {
        ClientAddress narrow = trusting("10.1.2.0/23", "192.0.2.1");
        for (String inside : List.of("10.1.2.0", "10.1.3.255", "192.0.2.1", "::ffff:192.0.2.1")) {
            assertThat(narrow.of(inside, headers("X-Forwarded-For", CLIENT))).isEqualTo(CLIENT);
        }
        for (String outside : List.of("10.1.1.255", "10.1.4.0", "192.0.2.2", "::a01:200")) {
            assertThat(narrow.of(outside, headers("X-Forwarded-For", CLIENT))).isNotEqualTo(CLIENT);
        }
    }
}
