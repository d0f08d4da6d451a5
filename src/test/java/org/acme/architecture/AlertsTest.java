package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests the alert rules in deploy/prometheus. {@link DashboardTest} tests that their metrics exist. */
class AlertsTest {

    private static final Path FOLDER = Files.ROOT.resolve("deploy/prometheus");

    static boolean isPromtoolInstalled() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> java.nio.file.Files.isExecutable(Path.of(folder, "promtool")));
    }

    private static List<JsonNode> alerts() throws IOException {
        return new YAMLMapper()
                .readTree(Files.text(FOLDER.resolve("alerts.yml"))).findParents("alert").stream()
                        .toList();
    }

    private static String promtool(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + output;
    }

    @Test
    @EnabledIf(value = "isPromtoolInstalled", disabledReason = "promtool is not installed")
    void alert_rules_fire_for_their_condition_and_not_in_normal_operation() throws Exception {
        assertThat(promtool("check", "rules", "alerts.yml")).startsWith("0\n");
        assertThat(promtool("test", "rules", "alerts_test.yml")).startsWith("0\n");
    }

    @Test
    void each_alert_has_a_summary_a_reason_an_action_and_a_test() throws Exception {
        String tests = Files.text(FOLDER.resolve("alerts_test.yml"));
        Set<String> names = new TreeSet<>();
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.get("alert").asText();
            assertThat(names.add(name)).as(name).isTrue();
            assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/reason").asText()).isNotBlank();
            assertThat(alert.at("/annotations/action").asText()).isNotBlank();
            assertThat(tests).contains("alertname=\"" + name + "\"");
        });
    }

    @Test
    void prometheus_loads_the_alert_rules() {
        assertThat(Files.text(FOLDER.resolve("prometheus.yml"))).contains("rule_files: [alerts.yml]");
        assertThat(Files.text(Files.ROOT.resolve("docker-compose.yml")))
                .contains("./deploy/prometheus/alerts.yml:/etc/prometheus/alerts.yml:ro");
    }
}
