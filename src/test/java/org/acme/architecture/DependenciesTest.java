package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks versions that override the platform's, and audit findings that are marked as not applicable. */
@Tag("API8")
class DependenciesTest {

    private static final String POM = Files.text(Files.ROOT.resolve("pom.xml"));

    /** The managed dependencies before the platform; in Maven, the first entry takes precedence. */
    private static final String OVERRIDES =
            POM.substring(POM.indexOf("<dependencyManagement>"), POM.indexOf("<groupId>io.quarkus.platform</groupId>"));

    private static final String ENTRY = "<dependency>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
            + "\\s*<version>([^<]+)</version>";
    private static final Pattern OVERRIDE = Pattern.compile(ENTRY);
    private static final Pattern EXPLAINED = Pattern.compile(
            "<!-- Reason: (?:(?!-->).)+ Superfluous from: (?:(?!-->).)+ -->\\s*" + ENTRY, Pattern.DOTALL);

    /** For each imported BOM, one module that the platform manages as well. */
    private static final Map<String, String> PARTS = Map.of(
            "io.netty:netty-bom", "io.netty:netty-codec-http",
            "com.fasterxml.jackson:jackson-bom", "com.fasterxml.jackson.core:jackson-databind");

    private static final Pattern TEST = Pattern.compile("Test: (\\w+)#(\\w+)");

    record Override(String module, String version) {

        String part() {
            return PARTS.getOrDefault(module, module);
        }
    }

    static Stream<Override> overrides() {
        return OVERRIDE.matcher(OVERRIDES).results().map(DependenciesTest::override);
    }

    private static Override override(MatchResult entry) {
        return new Override(entry.group(1) + ":" + entry.group(2), entry.group(3));
    }

    private static String platform(Override override) {
        String[] part = override.part().split(":");
        String version = POM.replaceAll("(?s).*<quarkus.platform.version>([^<]+)<.*", "$1");
        String repository = jar("quarkus-arc").getPath().replaceAll("io.quarkus.quarkus-arc.*", "");
        Path bom = Path.of(
                repository, "io", "quarkus", "platform", "quarkus-bom", version, "quarkus-bom-" + version + ".pom");
        return Pattern.compile("<groupId>" + part[0] + "</groupId>\\s*<artifactId>" + part[1]
                        + "</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.text(bom))
                .results()
                .map(entry -> entry.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static File jar(String artifact) {
        return NativeHeapTest.jar(artifact);
    }

    /** Compares the numbers in order. Suffixes such as "Final" are the same within a series. */
    private static int compare(String one, String other) {
        int[] left = numbers(one);
        int[] right = numbers(other);
        return Arrays.compare(left, right);
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[.-]"))
                .filter(part -> part.matches("[0-9]+"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void dependency_versions_are_compared_number_by_number() {
        assertThat(compare("4.1.139.Final", "4.1.133.Final")).isPositive();
        assertThat(compare("2.21.10", "2.21.9")).isPositive();
        assertThat(compare("42.7.13", "42.7.13")).isZero();
        assertThat(compare("7.2.9.Final", "7.2.14.Final")).isNegative();
    }

    @ParameterizedTest
    @MethodSource("overrides")
    void dependency_override_is_newer_than_the_version_of_the_platform(Override override) {
        assertThat(compare(override.version(), platform(override)))
                .as("%s, the platform has %s: remove an override that is not newer", override, platform(override))
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("overrides")
    void dependency_override_is_the_version_at_run_time(Override override) {
        assertThat(jar(override.part().split(":")[1]).getName()).contains("-" + override.version() + ".jar");
    }

    @Test
    void every_dependency_override_states_its_reason_and_its_end() {
        List<Override> explained = EXPLAINED
                .matcher(OVERRIDES)
                .results()
                .map(DependenciesTest::override)
                .toList();
        assertThat(explained)
                .hasSizeGreaterThan(4)
                .containsExactlyElementsOf(overrides().toList());
    }

    @Test
    void every_vex_statement_has_a_justification_and_an_existing_test() throws IOException {
        JsonNode statement = new ObjectMapper().readTree(Files.text(Files.ROOT.resolve("vex.json")));
        assertThat(statement.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(statement.path("vulnerabilities")).isNotEmpty().allSatisfy(finding -> {
            JsonNode analysis = finding.path("analysis");
            assertThat(finding.path("id").asText()).matches("CVE-[0-9]{4}-[0-9]+|GHSA(-[0-9a-z]{4}){3}");
            assertThat(analysis.path("state").asText()).isEqualTo("not_affected");
            assertThat(analysis.path("justification").asText())
                    .isIn(
                            "code_not_present",
                            "code_not_reachable",
                            "requires_configuration",
                            "requires_dependency",
                            "requires_environment",
                            "protected_by_compiler",
                            "protected_at_runtime",
                            "protected_at_perimeter",
                            "protected_by_mitigating_control");
            assertThat(TEST.matcher(analysis.path("detail").asText()).results())
                    .isNotEmpty()
                    .allMatch(test -> exists(test.group(1), test.group(2)));
        });
    }

    private static boolean exists(String type, String method) {
        return Files.below(Files.TESTS, "/" + type + ".java").stream()
                .anyMatch(file -> Files.text(file).contains("void " + method + "("));
    }
}
