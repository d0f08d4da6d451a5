package org.acme.security.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.acme.fixture.BehindProxies;
import org.acme.fixture.ForwardingProxy;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections on loopback addresses; the window of an address tells whom a request was counted for. */
@QuarkusTest
@TestProfile(BehindProxies.class)
class ProxyChainTest {

    private static final String CLIENT = "127.0.30.1";
    private static final String OTHER = "127.0.30.2";

    private static InetSocketAddress service() {
        return new InetSocketAddress("127.0.0.1", RestAssured.port);
    }

    private static int remaining(String from, InetSocketAddress to, String... headers) {
        Response answer = RawHttp.send(from, to, RawHttp.request("GET", "/api/v1/reports", headers));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=100;w=60");
        return Integer.parseInt(answer.header("RateLimit").replaceAll(".*;r=([0-9]+);.*", "$1"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_client_behind_two_trusted_proxies_is_told_from_another_whatever_it_claims(boolean rfc7239)
            throws IOException {
        try (ForwardingProxy inner = new ForwardingProxy(BehindProxies.INNER, service(), rfc7239);
                ForwardingProxy outer = new ForwardingProxy(BehindProxies.OUTER, inner.at(), rfc7239)) {
            assertThat(remaining(CLIENT, outer.at())).isEqualTo(99);
            String claim = rfc7239 ? "Forwarded: for=192.0.2.1" : "X-Forwarded-For: 192.0.2.1";
            assertThat(remaining(CLIENT, outer.at(), claim)).isEqualTo(98);
            assertThat(remaining(OTHER, outer.at())).isEqualTo(99);
        }
    }

    @Test
    void an_address_that_the_client_wrote_in_the_proxies_header_does_not_move_its_window() throws IOException {
        try (ForwardingProxy inner = new ForwardingProxy(BehindProxies.INNER, service(), false)) {
            for (int i = 0; i < 5; i++) {
                assertThat(remaining(CLIENT, inner.at(), "X-Forwarded-For: 192.0.2." + i, "X-Forwarded-For: \"("))
                        .isEqualTo(99 - i);
            }
        }
    }

    @Test
    void a_proxy_that_nobody_named_is_the_client() throws IOException {
        try (ForwardingProxy unknown = new ForwardingProxy("127.0.40.1", service(), false)) {
            assertThat(remaining(CLIENT, unknown.at())).isEqualTo(99);
            assertThat(remaining(OTHER, unknown.at())).isEqualTo(98);
        }
    }

    @Test
    void without_a_proxy_no_header_moves_the_window() {
        IntStream.range(0, 5).forEach(i -> assertThat(
                        remaining(CLIENT, service(), "X-Forwarded-For: 192.0.2." + i, "Forwarded: for=192.0.2." + i))
                .isEqualTo(99 - i));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=\"",
                "Forwarded: ;;=,",
                "X-Forwarded-For: ,,,",
                "X-Forwarded-For: [",
                "Forwarded:"
            })
    void nonsense_from_a_trusted_proxy_is_no_failure(String header) {
        assertThat(remaining(BehindProxies.INNER, service(), header)).isEqualTo(99);
    }
}
