package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acme.fixture.OwnLogin;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/audit.md}. {@code lab/check --audit} runs its requests against the service without one
 * control: {@code audit.finds} then names the sabotage, and only checks that should find it are run.
 */
@OwnLogin
@QuarkusTest
class AuditChecklistTest {

    private static final String DOCUMENT = Files.text(Files.ROOT.resolve("docs/audit.md"));
    private static final Pattern PREPARATION = Pattern.compile("(?s)```shell\\n(umask .*?)```");
    private static final Pattern RISK = Pattern.compile("(?sm)^## API\\d+ .*?(?=^## |\\z)");
    private static final Pattern CHECK =
            Pattern.compile("(?s)```shell\\n([^`]*)```\\n\\nSafe: (no output|`([^`]*)`)\\..*?Finds (.*?)\\n\\n");
    private static final Pattern NAME = Pattern.compile("\\[`([a-z0-9-]+)`]");
    private static final String MARK = "@@@";

    @TempDir
    Path files;

    private record Check(String command, String safe, List<String> sabotages) {

        static List<Check> of(String text) {
            return CHECK.matcher(text).results().map(Check::of).toList();
        }

        private static Check of(MatchResult found) {
            List<String> names = NAME.matcher(found.group(4))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            return new Check(found.group(1).strip(), found.group(3) == null ? "" : found.group(3), names);
        }

        boolean searches() {
            return command.startsWith("grep ");
        }
    }

    @BeforeEach
    void needs_bash_curl_and_grep() throws InterruptedException {
        for (String tool : List.of("bash", "curl", "grep")) {
            assumeTrue(isInstalled(tool));
        }
    }

    private static boolean isInstalled(String tool) throws InterruptedException {
        try {
            return new ProcessBuilder(tool, "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String said(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    private static List<Check> searches() {
        return Check.of(DOCUMENT).stream().filter(Check::searches).toList();
    }

    @Test
    void audit_checklist_searches_and_requests_for_each_risk_and_names_what_to_copy() {
        List<String> risks =
                RISK.matcher(DOCUMENT).results().map(MatchResult::group).toList();
        assertThat(risks).hasSize(10).allSatisfy(risk -> {
            List<Check> checks = Check.of(risk);
            long blocks = risk.lines().filter("```shell"::equals).count();
            assertThat(checks).hasSize((int) blocks).noneMatch(check -> check.sabotages()
                    .isEmpty());
            assertThat(checks).anyMatch(Check::searches);
            assertThat(risk).contains("\nCopy: [");
        });
        assertThat(risks.stream()
                        .filter(risk -> !Check.of(risk).stream().allMatch(Check::searches))
                        .map(risk -> risk.split(" ")[1]))
                .as("risks with a request")
                .containsExactlyInAnyOrder(
                        "API7", // webhook-only
                        "API1", "API2", "API3", "API4", "API5", "API6", "API8", "API9", "API10");
    }

    @Test
    void searches_of_the_audit_checklist_find_nothing_in_this_repository() throws Exception {
        for (Check search : searches()) {
            assertThat(said(Files.ROOT, "bash", "-c", search.command()))
                    .as(search.command())
                    .isEqualTo(search.safe());
        }
    }

    @Test
    void searches_of_the_audit_checklist_find_their_sabotages() throws Exception {
        List<String> write = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--source",
                "17",
                "lab/check",
                "--write",
                files.toString()));
        searches().forEach(search -> write.addAll(search.sabotages()));
        assertThat(said(Files.ROOT, write.toArray(String[]::new))).isEmpty();
        for (Check search : searches()) {
            for (String sabotage : search.sabotages()) {
                assertThat(said(files.resolve(sabotage), "bash", "-c", search.command()))
                        .as("%s: %s", sabotage, search.command())
                        .contains("src/main/")
                        .doesNotContain("No such file");
            }
        }
    }

    @Test
    void requests_of_the_audit_checklist_get_the_safe_response() throws Exception {
        String wanted = System.getProperty("audit.finds");
        List<Check> requests = Check.of(DOCUMENT).stream()
                .filter(check -> !check.searches())
                .filter(check -> wanted == null || check.sabotages().contains(wanted))
                .toList();
        assertThat(requests).isNotEmpty();
        String preparation = PREPARATION
                .matcher(DOCUMENT)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        String script = String.join(
                "\necho " + MARK + "\n",
                Stream.concat(Stream.of(preparation), requests.stream().map(Check::command))
                        .toList());
        String[] outputs = said(files, "bash", "-c", script.replace("localhost:8080", "localhost:" + RestAssured.port))
                .split(MARK, -1);
        assertThat(outputs).as(String.join(MARK, outputs)).hasSize(requests.size() + 1);
        assertThat(outputs[0]).isBlank();
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < requests.size(); i++) {
            all.assertThat(outputs[i + 1].strip().replaceAll("\\s+", " "))
                    .as(requests.get(i).command())
                    .isEqualTo(requests.get(i).safe());
        }
        all.assertAll();
    }
}
