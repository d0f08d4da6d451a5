package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acme.fixture.DpopClient;
import org.acme.fixture.OwnLogin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The commands in the README work when pasted in order. */
@QuarkusTest
class ReadmeTourTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```shell\\n(.*?)```");
    private static final Set<String> MAVEN = Set.of("./mvnw quarkus:dev", "./mvnw verify");

    private static List<String> blocks() {
        return BLOCK.matcher(Files.text(Files.ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1).strip())
                .toList();
    }

    @Test
    void readme_needs_only_two_maven_commands() {
        assertThat(blocks().stream().filter(block -> block.startsWith("./mvnw")))
                .containsExactlyInAnyOrderElementsOf(MAVEN);
        assertThat(Files.ROOT.resolve("mvnw")).isExecutable();
        assertThat(Files.text(Files.ROOT.resolve(".ci/run"))).contains("./mvnw verify\n");
    }

    @Test
    @OwnLogin
    @DisabledOnOs(OS.WINDOWS)
    void readme_calls_work_when_pasted() throws Exception {
        String calls = blocks().stream()
                .filter(block -> !block.startsWith("./mvnw"))
                .map(block -> block.replace("localhost:8080", "localhost:" + RestAssured.port))
                .map(block -> block.contains("Client.java") ? block + " " + DpopClient.origin() : block)
                .collect(Collectors.joining("\n"));
        String said = run(calls);
        assertThat(said)
                .contains("\"items\":[")
                .contains("\"title\":\"First findings\"")
                .contains("\"reports\":{\"items\":[{")
                .doesNotContain("\"code\":");
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-euc", script)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
