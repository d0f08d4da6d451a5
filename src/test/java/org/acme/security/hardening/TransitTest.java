package org.acme.security.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acme.security.hardening.Transit.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransitTest {

    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "203.0.113.7";

    private final Transit transit = trusting("10.0.0.0/8");

    private static Transit trusting(String... networks) {
        List<Network> trusted =
                Stream.of(networks).map(new Network.Literal()::convert).toList();
        return new Transit(new ClientAddress(() -> Optional.of(trusted)));
    }

    private static MultiMap headers(String... lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Stream.of(lines).map(line -> line.split(": ", 2)).forEach(line -> headers.add(line[0], line[1]));
        return headers;
    }

    private State plain(String peer, String... lines) {
        return transit.of(false, peer, headers(lines));
    }

    @Test
    void tls_that_ends_here_is_encrypted_whatever_a_stranger_writes() {
        assertThat(transit.of(true, STRANGER, headers("X-Forwarded-Proto: http")))
                .isEqualTo(State.ENCRYPTED);
    }

    @Test
    void plain_http_from_another_machine_that_is_no_trusted_proxy_is_clear_whatever_it_writes() {
        assertThat(plain(STRANGER)).isEqualTo(State.CLEAR);
        assertThat(plain(STRANGER, "X-Forwarded-Proto: https")).isEqualTo(State.CLEAR);
        assertThat(plain(STRANGER, "Forwarded: for=192.0.2.1;proto=https")).isEqualTo(State.CLEAR);
        assertThat(plain("2001:db8::1")).isEqualTo(State.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    void what_has_crossed_no_network_is_let_in_but_not_taken_for_encrypted(String loopback) {
        assertThat(plain(loopback)).isEqualTo(State.UNKNOWN);
        assertThat(plain(loopback, "X-Forwarded-Proto: https")).isEqualTo(State.UNKNOWN);
        assertThat(plain(loopback, "X-Forwarded-Proto: http")).isEqualTo(State.UNKNOWN);
    }

    @Test
    void without_a_named_proxy_nobody_knows() {
        Transit nobody = new Transit(new ClientAddress(Optional::empty));
        assertThat(nobody.of(false, STRANGER, headers("X-Forwarded-Proto: https")))
                .isEqualTo(State.UNKNOWN);
        assertThat(nobody.of(false, null, headers())).isEqualTo(State.UNKNOWN);
    }

    @Test
    void a_trusted_proxy_that_says_nothing_is_let_in() {
        assertThat(plain(PROXY)).isEqualTo(State.UNKNOWN);
        assertThat(plain(PROXY, "Forwarded: for=192.0.2.1")).isEqualTo(State.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: https",
                "X-Forwarded-Proto: HTTPS , https",
                "Forwarded: for=192.0.2.1;proto=https",
                "Forwarded: Proto=\"https\" ;for=192.0.2.1, for=10.0.0.9; proto=https"
            })
    void a_trusted_proxy_is_believed_that_it_was_called_over_tls(String header) {
        assertThat(plain(PROXY, header)).isEqualTo(State.ENCRYPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Proto: http",
                "X-Forwarded-Proto: https, http",
                "X-Forwarded-Proto: http, https",
                "X-Forwarded-Proto: ",
                "X-Forwarded-Proto: nonsense",
                "Forwarded: for=192.0.2.1;proto=http",
                "Forwarded: proto=https, proto=\"http\"",
                "Forwarded: proto=httpsx",
                "Forwarded: proto="
            })
    void a_trusted_proxy_is_believed_that_some_hop_was_in_the_clear(String header) {
        assertThat(plain(PROXY, header)).isEqualTo(State.CLEAR);
        assertThat(transit.of(true, PROXY, headers(header))).isEqualTo(State.CLEAR);
    }

    @Test
    void two_headers_that_contradict_each_other_are_clear() {
        assertThat(plain(PROXY, "X-Forwarded-Proto: https", "Forwarded: proto=http"))
                .isEqualTo(State.CLEAR);
        assertThat(plain(PROXY, "X-Forwarded-Proto: https", "X-Forwarded-Proto: http"))
                .isEqualTo(State.CLEAR);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings().withChars("https=\";, proto[]\\x").ofMaxLength(60);
    }

    @Property
    void whatever_a_client_writes_in_front_what_the_proxy_appends_stands(@ForAll("hostile") String written) {
        TransitTest test = new TransitTest();
        assertThat(test.plain(PROXY, "X-Forwarded-Proto: " + written + ", http"))
                .isEqualTo(State.CLEAR);
        assertThat(test.plain(PROXY, "Forwarded: " + written + ", for=192.0.2.1;proto=http"))
                .isEqualTo(State.CLEAR);
    }
}
