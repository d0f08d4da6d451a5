package org.acme.security.edge;

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
import org.acme.security.edge.RequestEncryption.State;
import org.acme.shared.AddressBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEncryptionTest {

    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "203.0.113.7";

    private final RequestEncryption encryption = trusting("10.0.0.0/8");

    private static RequestEncryption trusting(String... networks) {
        List<AddressBlock> trusted = Stream.of(networks).map(AddressBlock::of).toList();
        return new RequestEncryption(new ClientAddress(() -> Optional.of(trusted)));
    }

    private static MultiMap headers(String... lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Stream.of(lines).map(line -> line.split(": ", 2)).forEach(line -> headers.add(line[0], line[1]));
        return headers;
    }

    private State plain(String peer, String... lines) {
        return encryption.of(false, peer, headers(lines));
    }

    @Test
    void connection_with_tls_counts_as_encrypted_despite_headers() {
        assertThat(encryption.of(true, STRANGER, headers("X-Forwarded-Proto: http")))
                .isEqualTo(State.ENCRYPTED);
    }

    @Test
    void plain_http_from_an_untrusted_machine_counts_as_unencrypted_despite_headers() {
        assertThat(plain(STRANGER)).isEqualTo(State.UNENCRYPTED);
        assertThat(plain(STRANGER, "X-Forwarded-Proto: https")).isEqualTo(State.UNENCRYPTED);
        assertThat(plain(STRANGER, "Forwarded: for=192.0.2.1;proto=https")).isEqualTo(State.UNENCRYPTED);
        assertThat(plain("2001:db8::1")).isEqualTo(State.UNENCRYPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
    void loopback_connection_is_neither_encrypted_nor_unencrypted(String loopback) {
        assertThat(plain(loopback)).isEqualTo(State.UNKNOWN);
        assertThat(plain(loopback, "X-Forwarded-Proto: https")).isEqualTo(State.UNKNOWN);
        assertThat(plain(loopback, "X-Forwarded-Proto: http")).isEqualTo(State.UNKNOWN);
    }

    @Test
    void encryption_is_unknown_without_a_trusted_proxy() {
        RequestEncryption untrusting = new RequestEncryption(new ClientAddress(Optional::empty));
        assertThat(untrusting.of(false, STRANGER, headers("X-Forwarded-Proto: https")))
                .isEqualTo(State.UNKNOWN);
        assertThat(untrusting.of(false, null, headers())).isEqualTo(State.UNKNOWN);
    }

    @Test
    void encryption_is_unknown_when_a_trusted_proxy_sends_no_header() {
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
    void trusted_proxy_header_for_tls_means_encrypted(String header) {
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
    void trusted_proxy_header_for_plain_http_means_unencrypted(String header) {
        assertThat(plain(PROXY, header)).isEqualTo(State.UNENCRYPTED);
        assertThat(encryption.of(true, PROXY, headers(header))).isEqualTo(State.UNENCRYPTED);
    }

    @Test
    void contradicting_protocol_headers_mean_unencrypted() {
        assertThat(plain(PROXY, "X-Forwarded-Proto: https", "Forwarded: proto=http"))
                .isEqualTo(State.UNENCRYPTED);
        assertThat(plain(PROXY, "X-Forwarded-Proto: https", "X-Forwarded-Proto: http"))
                .isEqualTo(State.UNENCRYPTED);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings().withChars("https=\";, proto[]\\x").ofMaxLength(60);
    }

    @Property
    void request_that_the_proxy_received_unencrypted_counts_as_unencrypted_whatever_the_client_wrote(
            @ForAll("hostile") String written) {
        RequestEncryptionTest test = new RequestEncryptionTest();
        assertThat(test.plain(PROXY, "X-Forwarded-Proto: " + written + ", http"))
                .isEqualTo(State.UNENCRYPTED);
        assertThat(test.plain(PROXY, "Forwarded: " + written + ", for=192.0.2.1;proto=http"))
                .isEqualTo(State.UNENCRYPTED);
    }
}
