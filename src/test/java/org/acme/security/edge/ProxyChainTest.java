package org.acme.security.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.IntStream;
import org.acme.fixture.ForwardingProxy;
import org.acme.fixture.RawHttp;
import org.acme.fixture.StrictDeployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses real connections on loopback addresses. The rate limit headers show which address a request counted for. */
@QuarkusTest
@TestProfile(StrictDeployment.class)
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
    void client_behind_two_trusted_proxies_is_identified_despite_forged_headers(boolean rfc7239) throws IOException {
        try (ForwardingProxy inner = new ForwardingProxy(StrictDeployment.INNER, service(), rfc7239);
                ForwardingProxy outer = new ForwardingProxy(StrictDeployment.OUTER, inner.at(), rfc7239)) {
            assertThat(remaining(CLIENT, outer.at())).isEqualTo(99);
            String claim = rfc7239 ? "Forwarded: for=192.0.2.1" : "X-Forwarded-For: 192.0.2.1";
            assertThat(remaining(CLIENT, outer.at(), claim)).isEqualTo(98);
            assertThat(remaining(OTHER, outer.at())).isEqualTo(99);
        }
    }

    @Test
    void address_forged_in_the_forwarding_header_does_not_change_the_rate_limit() throws IOException {
        try (ForwardingProxy inner = new ForwardingProxy(StrictDeployment.INNER, service(), false)) {
            for (int i = 0; i < 5; i++) {
                assertThat(remaining(CLIENT, inner.at(), "X-Forwarded-For: 192.0.2." + i, "X-Forwarded-For: \"("))
                        .isEqualTo(99 - i);
            }
        }
    }

    @Test
    void untrusted_proxy_is_counted_as_the_client() throws IOException {
        try (ForwardingProxy unknown = new ForwardingProxy("127.0.40.1", service(), false)) {
            assertThat(remaining(CLIENT, unknown.at())).isEqualTo(99);
            assertThat(remaining(OTHER, unknown.at())).isEqualTo(98);
        }
    }

    @Test
    void forwarding_headers_do_not_change_the_rate_limit_of_a_direct_client() {
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
    void malformed_forwarding_header_of_a_trusted_proxy_causes_no_error(String header) {
        assertThat(remaining(StrictDeployment.INNER, service(), header)).isEqualTo(99);
    }
}
