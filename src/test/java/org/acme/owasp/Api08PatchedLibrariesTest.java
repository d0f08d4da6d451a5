package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on vulnerabilities that newer releases of the libraries have fixed. */
@Tag("API8")
@QuarkusTest
class Api08PatchedLibrariesTest {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** Returns the status line of the response, or an empty text when the connection is closed without one. */
    private static String statusLine(String requestLine) throws IOException {
        Actor alice = Actors.editor();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = requestLine + "\r\nHost: localhost:" + RestAssured.port + "\r\nAuthorization: Bearer "
                    + alice.token() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return response.split("\r\n", 2)[0];
        }
    }

    @Test
    void well_formed_request_line_is_accepted() throws IOException {
        assertThat(statusLine("GET /api/v1/reports HTTP/1.1")).startsWith("HTTP/1.1 200");
    }

    /** CVE-2026-50020: a proxy that parses another request than the service can be bypassed. */
    @ParameterizedTest
    @ValueSource(strings = {"\0\1", "\0", "\1\2\3", "\u007f", "\u000b\u000c", "\t", "\r\n\0"})
    void control_characters_before_the_request_line_are_not_skipped(String before) throws IOException {
        assertThat(statusLine(before + "GET /api/v1/reports HTTP/1.1")).doesNotContain(" 200", " 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/reports \0HTTP/1.1",
                "GET /api/v1/reports HTTP/1.1\0",
                "\0GET\0 /api/v1/reports HTTP/1.1"
            })
    void control_characters_within_the_request_line_are_not_removed(String line) throws IOException {
        assertThat(statusLine(line)).doesNotContain(" 200", " 401");
    }
}
