package org.acme.security.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.InetSocketAddress;
import org.acme.fixture.Problems;
import org.acme.fixture.RawHttp;
import org.acme.fixture.SecurityHeaders;
import org.acme.fixture.StrictDeployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests behind a proxy that terminates TLS. {@code EncryptionInTransitIT} tests requests from other machines. */
@QuarkusTest
@TestProfile(StrictDeployment.class)
class UnencryptedRequestTest {

    private static final String HSTS = "Strict-Transport-Security";

    private static Response by(String peer, String... headers) {
        return to("/api/v1/reports", peer, headers);
    }

    private static Response to(String path, String peer, String... headers) {
        return RawHttp.send(
                peer, new InetSocketAddress("127.0.0.1", RestAssured.port), RawHttp.request("GET", path, headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: http", "Forwarded: for=192.0.2.1;proto=http"})
    void request_that_a_trusted_proxy_received_without_tls_is_forbidden_and_gets_no_hsts(String header) {
        Response refused = by(StrictDeployment.INNER, header, "Authorization: Bearer sent-in-the-clear");
        Problems.assertProblem(refused, 403, "forbidden");
        SecurityHeaders.assertPresent(refused);
        assertThat(refused.header(HSTS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/%", "/q/openapi%zz", "/%"})
    void request_with_a_malformed_path_is_forbidden_without_tls(String path) {
        Problems.assertProblem(to(path, StrictDeployment.INNER, "X-Forwarded-Proto: http"), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "Forwarded: for=192.0.2.1;proto=https"})
    void request_that_a_trusted_proxy_received_over_tls_is_admitted_and_gets_hsts(String header) {
        Response answer = by(StrictDeployment.INNER, header);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header(HSTS)).isEqualTo("max-age=63072000; includeSubDomains");
    }

    @Test
    void proxy_without_proto_header_and_local_process_are_admitted() {
        assertThat(by(StrictDeployment.INNER).statusCode()).isEqualTo(401);
        Response neighbour = by("127.0.30.9", "X-Forwarded-Proto: https");
        assertThat(neighbour.statusCode()).isEqualTo(401);
        assertThat(neighbour.header(HSTS)).isNull();
    }
}
