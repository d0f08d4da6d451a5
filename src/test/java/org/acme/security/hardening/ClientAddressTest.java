package org.acme.security.hardening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final String CLIENT = "203.0.113.7";

    private final ClientAddress clients = trusting("10.0.0.0/8", "2001:db8:ffff::/48");

    private static ClientAddress trusting(String... networks) {
        List<Network> trusted =
                Stream.of(networks).map(new Network.Literal()::convert).toList();
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
    void nobody_is_believed_by_default() {
        ClientAddress none = new ClientAddress(Optional::empty);
        assertThat(none.of(CLIENT, headers("X-Forwarded-For", "192.0.2.1"))).isEqualTo(CLIENT);
        assertThat(none.of(CLIENT, headers("Forwarded", "for=192.0.2.1"))).isEqualTo(CLIENT);
    }

    @Test
    void a_client_is_not_believed_about_itself() {
        assertThat(clients.of(CLIENT, headers("X-Forwarded-For", "192.0.2.1"))).isEqualTo(CLIENT);
        assertThat(clients.of(CLIENT, headers("Forwarded", "for=192.0.2.1"))).isEqualTo(CLIENT);
    }

    @Test
    void the_right_most_untrusted_address_is_the_client_whatever_stands_before_it() {
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
    void an_address_has_one_spelling(String said, String client) {
        assertThat(byX(said)).isEqualTo(client);
        assertThat(byForwarded("for=\"" + said + "\"")).isEqualTo(client);
    }

    @Test
    void trusted_proxies_alone_mean_the_farthest_of_them() {
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
    void nonsense_where_a_trusted_proxy_writes_means_that_proxy(String nonsense) {
        assertThat(byX(CLIENT + ", " + nonsense)).isEqualTo(PROXY);
        assertThat(byForwarded("for=" + CLIENT + ", for=" + nonsense)).isEqualTo(PROXY);
        assertThat(byForwarded("for=" + CLIENT + ", " + nonsense)).isEqualTo(PROXY);
    }

    @Test
    void an_element_that_names_two_clients_names_none() {
        assertThat(byForwarded("for=" + CLIENT + ";for=192.0.2.1")).isEqualTo(PROXY);
    }

    @Test
    void headers_that_contradict_each_other_mean_the_proxy_that_passed_on_one_of_them() {
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
    void whatever_a_client_writes_the_address_that_the_proxy_appended_stands(@ForAll("hostile") String written) {
        assertThat(new ClientAddressTest().byX(written + ", " + CLIENT)).isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byX(written, CLIENT)).isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byForwarded(written + ", for=" + CLIENT))
                .isEqualTo(CLIENT);
        assertThat(new ClientAddressTest().byForwarded(written, "for=" + CLIENT + ";proto=http"))
                .isEqualTo(CLIENT);
    }

    @Property
    void whatever_is_written_there_is_an_answer(@ForAll("hostile") String written) {
        assertThat(new ClientAddressTest().byX(written)).isNotBlank();
        assertThat(new ClientAddressTest().byForwarded(written)).isNotBlank();
        assertThat(new ClientAddressTest().clients.of(CLIENT, headers("Forwarded", written)))
                .isEqualTo(CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example.com", "10.0.0.0/0", "::/0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "*"})
    void a_proxy_that_is_no_address_or_everybody_is_not_accepted(String network) {
        assertThatThrownBy(() -> new Network.Literal().convert(network)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_range_ends_where_it_says() {
        ClientAddress narrow = trusting("10.1.2.0/23", "192.0.2.1");
        for (String inside : List.of("10.1.2.0", "10.1.3.255", "192.0.2.1", "::ffff:192.0.2.1")) {
            assertThat(narrow.of(inside, headers("X-Forwarded-For", CLIENT))).isEqualTo(CLIENT);
        }
        for (String outside : List.of("10.1.1.255", "10.1.4.0", "192.0.2.2", "::a01:200")) {
            assertThat(narrow.of(outside, headers("X-Forwarded-For", CLIENT))).isNotEqualTo(CLIENT);
        }
    }
}
