package org.acme.security.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.DpopClient;
import org.junit.jupiter.api.Test;

/** The client in {@code docs/dpop/Client.java}. */
@QuarkusTest
class ClientExampleTest {

    @Test
    void documented_client_logs_in_with_a_key_and_reads_with_a_bound_token() throws Exception {
        Actor editor = Actors.editor();
        String report = editor.writesPrivately();
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "docs/dpop/Client.java",
                        "http://localhost:" + RestAssured.port,
                        editor.email(),
                        Actors.PASSWORD,
                        DpopClient.origin())
                .redirectErrorStream(true)
                .start();
        String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains(report);
        assertThat(client.exitValue()).isZero();
    }
}
