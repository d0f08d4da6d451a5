package org.acme.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.OpenRequests;
import org.acme.fixture.RawHttp;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An administrator reads the beginning of an export, and the rest after losing the right to it. */
@Tag("API2")
@QuarkusTest
class ExportAfterRevocationTest {

    /** The export is larger than the buffers between service and client. */
    private static final int ROWS = 12_000;

    private static final String BATCH =
            "insert into reports (id, owner_id, title, body, status, visibility, created_at, updated_at, version)"
                    + " select gen_random_uuid(), ?, 'Export ' || repeat('€', 190), '', 'DRAFT', 'PRIVATE', now(), now(), 0"
                    + " from generate_series(1, " + ROWS / 4 + ")";

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private Actor alice;
    private Actor mallory;

    @BeforeEach
    void createReports() {
        alice = Actors.editor();
        mallory = Actors.newActor("admin");
        // In batches, because a statement may take at most 10 seconds.
        for (int part = 0; part < 4; part++) {
            Sql.run(BATCH, alice.id());
        }
    }

    @AfterEach
    void deleteReports() {
        Sql.run("delete from reports where owner_id = ?", alice.id());
        Actors.removeOtherAdmins();
        OpenRequests.assertNone();
    }

    /** The export of a client that reads on after the action, and after Alice has written another private report. */
    private String exportedAfter(Runnable action, String credential) throws IOException {
        return exportedAfter(action, credential, "HTTP/1.1").text();
    }

    private Rest exportedAfter(Runnable action, String credential, String version) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            socket.getOutputStream()
                    .write(RawHttp.request("GET", "/api/v1/reports/export", credential)
                            .replace("HTTP/1.1", version)
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            assertThat(new String(statusLine, StandardCharsets.US_ASCII)).isEqualTo(version + " 200");
            action.run();
            alice.writes("Written later", "PRIVATE");
            return rest(socket);
        }
    }

    private record Rest(String text, boolean reset) {}

    private static Rest rest(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean isReset = false;
        try {
            socket.getInputStream().transferTo(received);
        } catch (SocketException reset) {
            assertThat(received.size()).isPositive();
            isReset = true;
        }
        return new Rest(received.toString(StandardCharsets.UTF_8), isReset);
    }

    private static void assertAborted(String export) {
        assertThat(export.endsWith(LAST_CHUNK)).as("complete").isFalse();
        assertThat(export.contains("\"traceId\"")).as("ends with a problem").isFalse();
        assertThat(export.contains("Written later")).as("shows a later report").isFalse();
    }

    static Stream<Named<BiConsumer<Actor, Actor>>> losses() {
        return Stream.of(
                Named.of("logout", (admin, mallory) -> mallory.post("/auth/logout", "")),
                Named.of(
                        "demotion",
                        (admin, mallory) -> admin.patch("/users/" + mallory.id(), Map.of("role", "editor"))),
                Named.of(
                        "disabled account",
                        (admin, mallory) -> admin.patch("/users/" + mallory.id(), Map.of("status", "DISABLED"))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void export_is_aborted_when_its_caller_loses_rights(BiConsumer<Actor, Actor> loss) throws IOException {
        assertAborted(
                exportedAfter(() -> loss.accept(Actors.admin(), mallory), "Authorization: Bearer " + mallory.token()));
    }

    @Test
    void export_is_aborted_when_its_api_key_is_revoked() throws IOException {
        String credential = "X-API-Key: " + mallory.makesApiKey("reports:read", "reports:moderate");
        String id = mallory.get("/api-keys").path("items[0].id");
        assertThat(exportedAfter(() -> {}, credential))
                .contains("Written later")
                .endsWith(LAST_CHUNK);
        assertAborted(
                exportedAfter(() -> mallory.delete("/api-keys/" + id).then().statusCode(204), credential));
    }

    /** The end of its connection is the end of the response; nginx uses HTTP/1.0 by default. */
    @Test
    void aborted_export_resets_the_connection_of_an_http_1_0_client() throws IOException {
        String credential = "Authorization: Bearer " + mallory.token();
        assertThat(exportedAfter(() -> {}, credential, "HTTP/1.0").reset()).isFalse();
        Rest aborted = exportedAfter(() -> mallory.post("/auth/logout", ""), credential, "HTTP/1.0");
        assertAborted(aborted.text());
        assertThat(aborted.reset()).isTrue();
    }

    @Test
    void export_that_is_read_slowly_is_complete_while_the_session_is_active() throws IOException {
        assertThat(exportedAfter(() -> {}, "Authorization: Bearer " + mallory.token()))
                .contains("Written later")
                .endsWith(LAST_CHUNK);
    }
}
