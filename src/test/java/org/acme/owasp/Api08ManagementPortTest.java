package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import org.acme.fixture.RawHttp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The management port needs no credentials, so who reaches it must gain little. */
@Tag("API8")
@QuarkusTest
class Api08ManagementPortTest {

    @TestHTTPResource(management = true)
    URL management;

    private RequestSpecification given() {
        return RestAssured.given()
                .baseUri(management.toString())
                .port(management.getPort())
                .basePath("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/metrics", "/q/health/live", "/unknown"})
    void page_in_a_browser_reads_nothing_from_the_management_port(String path) {
        assertRefused(given().header("Origin", "https://evil.example").get(path), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/q/health/%", "/q/%6detrics"})
    void path_with_percent_encoding_is_not_found_on_the_management_port(String path) throws IOException {
        try (Socket client = new Socket(management.getHost(), management.getPort())) {
            assertRefused(RawHttp.over(client, RawHttp.request("GET", path)), 404, "not-found");
        }
    }

    @Test
    void management_port_keeps_no_large_body() {
        assertRefused(
                given().contentType("text/plain").body("x".repeat(2_000)).post("/q/health/live"),
                413,
                "payload-too-large");
    }

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.<String>path("code")).isEqualTo(code);
    }
}
