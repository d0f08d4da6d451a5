package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the files that editors, GitHub and coding assistants read: they agree with the build and name what exists. */
class ProjectFilesTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
    private static final Pattern COMMAND_TEST = Pattern.compile("-Dtest=([A-Z][A-Za-z0-9]+Test)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    private static String text(String file) {
        return Files.text(Files.ROOT.resolve(file));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static JsonNode yaml(String file) {
        try {
            return new YAMLMapper().readTree(text(file));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static List<Path> workflows() {
        return Files.below(Files.ROOT.resolve(".github/workflows"), ".yml");
    }

    private static JsonNode workflow(String name) {
        return yaml(".github/workflows/" + name + ".yml");
    }

    private static String javaRelease() {
        return found(Pattern.compile("<maven.compiler.release>([0-9]+)<"), text("pom.xml"))
                .get(0);
    }

    /** A property of a Maven profile has no effect when this file sets it, too. */
    @Test
    void opentelemetry_is_in_builds_with_traces_only() {
        assertThat(text("src/main/resources/application.properties"))
                .contains("\nquarkus.otel.enabled=${traces:false}\n")
                .contains("\nquarkus.datasource.jdbc.telemetry=${quarkus.otel.enabled}\n");
        assertThat(text("pom.xml")).doesNotContain("<quarkus.otel.enabled>");
    }

    @Test
    void sdkman_and_devcontainer_install_the_oldest_java_release_of_the_build() {
        assertThat(text(".sdkmanrc")).contains("\njava=" + javaRelease() + ".");
        assertThat(text(".devcontainer/devcontainer.json")).contains("/java:1-" + javaRelease() + "-");
    }

    @ParameterizedTest
    @CsvSource({
        "docker-compose.yml, image: palisade:%s\\R",
        "src/main/docker/Dockerfile.jvm, -t palisade:%s \\.",
        "src/main/docker/Dockerfile.native, -t palisade:%s-native \\.",
        "deploy/kubernetes/kustomization.yaml, newTag: %s\\R",
        "vex.json, \"version\": \"%s\"",
        "CHANGELOG.md, ## %s - 20[0-9]{2}-[0-9]{2}-[0-9]{2}\\R", // palisade-only
    })
    void file_names_the_release_that_the_build_makes(String file, String statement) {
        String version =
                found(Pattern.compile("<version>([^<]+)<"), text("pom.xml")).get(0);
        assertThat(version).as("a release, not a snapshot").matches("[0-9]+\\.[0-9]+\\.[0-9]+");
        assertThat(text(file)).containsPattern(statement.formatted(Pattern.quote(version)));
    }

    @Test
    void build_refuses_an_old_java_an_old_maven_and_unclear_dependencies() {
        String pom = text("pom.xml");
        assertThat(pom.substring(pom.indexOf("maven-enforcer-plugin")))
                .contains(
                        "<version>[${maven.compiler.release},)</version>",
                        "<version>[3.9,)</version>",
                        "<banDuplicatePomDependencyVersions/>",
                        "<dependencyConvergence/>");
    }

    @Test
    void mutation_tests_name_existing_classes() {
        List<String> named = found(Pattern.compile("<param>([\\w.]+\\.[A-Z]\\w*)</param>"), text("pom.xml"));
        assertThat(named).isNotEmpty().allMatch(name -> Stream.of(Files.MAIN, Files.TESTS)
                .anyMatch(sources -> sources.resolve(name.replace('.', '/') + ".java")
                        .toFile()
                        .isFile()));
    }

    @Test
    void code_owners_are_named_for_paths_that_exist() {
        List<String> paths = text(".github/CODEOWNERS")
                .lines()
                .filter(line -> line.startsWith("/"))
                .map(line -> line.split(" ")[0].substring(1))
                .toList();
        // Controls decide how access is restricted, features whose.
        assertThat(paths)
                .contains("src/main/java/", "src/test/java/org/acme/owasp/")
                .allSatisfy(path -> assertThat(Files.ROOT.resolve(path)).exists());
    }

    @Test
    void release_is_built_from_a_tested_commit_of_main() {
        assertThat(workflow("release").at("/jobs/build/steps").findValuesAsText("run"))
                .containsSubsequence(
                        "git merge-base --is-ancestor \"$GITHUB_SHA\" origin/main",
                        "./mvnw -B verify",
                        ".ci/reproducible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"defect", "proposal"})
    void issue_form_asks_for_what_is_needed(String form) {
        JsonNode body = yaml(".github/ISSUE_TEMPLATE/" + form + ".yml").path("body");
        assertThat(body).isNotEmpty().anyMatch(field -> field.at("/validations/required")
                .asBoolean());
    }

    /** Maven's {@code -DskipTests} skips the tests of the package, too, in spite of {@code -DskipITs=false}. */
    @Test
    void workflows_skip_no_tests() {
        assertThat(workflows())
                .isNotEmpty()
                .noneMatch(file -> Files.text(file).contains("-DskipTests"))
                .anyMatch(file -> Files.text(file).contains(" -Dtest=None "));
    }

    /** As the checks Token-Permissions and Pinned-Dependencies of OpenSSF Scorecard. */
    @Test
    void workflows_read_only_by_default_and_pin_actions_by_commit() {
        assertThat(workflows()).hasSizeGreaterThan(3).allSatisfy(file -> {
            JsonNode workflow = workflow(file.getFileName().toString().replace(".yml", ""));
            assertThat(workflow.get("permissions")).hasToString("{\"contents\":\"read\"}");
            List<String> actions = workflow.findValuesAsText("uses");
            assertThat(actions).isNotEmpty().allMatch(action -> action.matches("[\\w./-]+@[0-9a-f]{40}"));
            assertThat(workflow.findValuesAsText("persist-credentials"))
                    .as("jobs whose steps cannot use the token of the checkout")
                    .hasSize((int) actions.stream()
                            .filter(action -> action.startsWith("actions/checkout@"))
                            .count())
                    .containsOnly("false");
            assertThat(workflow.findValuesAsText("run"))
                    .as("no expression of GitHub becomes part of a script, except numbers of the matrix")
                    .noneMatch(
                            script -> script.replace("${{ matrix.part }}", "").contains("${{"));
        });
    }

    @Test
    void release_is_built_twice_attested_and_signed_before_it_is_published() {
        JsonNode jobs = workflow("release").get("jobs");
        assertThat(jobs.at("/build/steps").findValuesAsText("run")).contains(".ci/reproducible");
        assertThat(jobs.at("/release/needs").asText()).isEqualTo("build");
        assertThat(jobs.at("/release/environment").asText())
                .as("its reviewers approve each release")
                .isEqualTo("release");
        assertThat(text(".github/workflows/release.yml"))
                .containsSubsequence(
                        ".ci/reproducible",
                        "cp vex.json target/release\n",
                        "subject-path: target/release/*\n",
                        "subject-path: target/release/*.tar.gz",
                        "sbom-path: target/bom.json",
                        "docker push",
                        "cosign sign --yes",
                        "push-to-registry: true",
                        "sbom-path: target/bom.json",
                        "gh release create");
        assertThat(text(".github/workflows/verify.yml")).contains("- run: .ci/reproducible\n");
    }

    /** Otherwise, a compromised plugin or dependency of the build could sign and publish what it likes. */
    @Test
    void code_of_the_build_runs_without_permission_to_sign_or_publish() {
        Map<String, JsonNode> writing = new HashMap<>();
        for (Path file : workflows()) {
            yaml(Files.ROOT.relativize(file).toString())
                    .get("jobs")
                    .properties()
                    .forEach(job -> {
                        if (job.getValue().path("permissions").toString().contains("write")) {
                            writing.put(file.getFileName() + " " + job.getKey(), job.getValue());
                        }
                    });
        }
        assertThat(writing).containsOnlyKeys("codeql.yml analyze", "release.yml release");
        assertThat(writing.values()).allSatisfy(job -> {
            assertThat(job.at("/steps").findValuesAsText("run"))
                    .noneMatch(script -> script.contains("mvnw") || script.contains(".ci/"));
            assertThat(job.path("env").findValuesAsText("GH_TOKEN")).isEmpty();
        });
    }

    /** The other events run with the secrets of the main branch, or do not test what is proposed. */
    @Test
    void proposed_changes_are_tested_without_the_secrets_of_the_main_branch() {
        assertThat(workflows())
                .noneMatch(file -> Files.text(file).contains("pull_request_target"))
                .noneMatch(file -> Files.text(file).contains("workflow_run"));
        assertThat(List.of("verify", "codeql"))
                .allMatch(name -> workflow(name).get("on").has("pull_request"));
    }

    @Test
    void every_library_of_the_package_is_searched_for_known_vulnerabilities_each_week() {
        JsonNode search = workflow("verify").at("/jobs/sbom/steps");
        assertThat(search).last().satisfies(step -> {
            assertThat(step.path("uses").asText()).startsWith("google/osv-scanner-action/osv-scanner-action@");
            assertThat(step.at("/with/scan-args").asText())
                    .contains("--config=osv-scanner.toml", "--lockfile=target/bom.json");
            assertThat(step.has("continue-on-error") || step.has("if")).isFalse();
        });
        assertThat(workflow("verify").at("/on/schedule")).hasSize(1);
    }

    @Test
    void page_on_verification_expects_the_signatures_of_the_release_workflow() {
        assertThat(text("docs/verify.md"))
                .contains(
                        ".github/workflows/release.yml@refs/tags/v$VERSION",
                        "gh attestation verify",
                        "cosign verify",
                        ".ci/reproducible",
                        "for file in ./*.tar.gz ./*.cdx.json vex.json;");
        assertThat(text("docs/verify.md").lines().filter(line -> line.contains("gh attestation verify")))
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.contains("\"${RELEASE[@]}\""));
        assertThat(text("docs/verify.md"))
                .containsPattern("RELEASE=\\(--repo .* --source-ref .* --signer-workflow .*\\)");
        assertThat(workflow("release").at("/on/push/tags")).hasToString("[\"v*\"]");
        assertThat(workflow("release").at("/jobs/release/permissions").toString())
                .contains("\"id-token\":\"write\"", "\"attestations\":\"write\"");
    }

    @Test
    void package_gets_the_time_of_the_release_and_not_of_the_build() {
        String time = found(Pattern.compile("<project.build.outputTimestamp>([^<]+)<"), text("pom.xml"))
                .get(0);
        assertThat(time).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}T00:00:00Z");
        assertThat(text("CHANGELOG.md")).contains(" - " + time.substring(0, 10) + "\n"); // palisade-only
    }

    /**
     * Byte Buddy would name fields at random, archives have local times, and Quarkus records the locale of the build.
     */
    @Test
    void build_depends_on_no_random_name_time_zone_or_locale() {
        assertThat(text(".mvn/jvm.config"))
                .contains("-Dnet.bytebuddy.naming=fixed\n", "-Duser.timezone=UTC\n")
                .contains("-Duser.language=en\n", "-Duser.country=US\n");
    }

    @Test
    void generators_of_clients_are_pinned_and_the_workflow_runs_their_journeys() {
        // YAML is a superset of JSON.
        JsonNode locked = yaml(".ci/client/package-lock.json").get("packages");
        assertThat(yaml(".ci/client/package.json").get("devDependencies").properties())
                .hasSizeGreaterThan(2)
                .allSatisfy(tool -> assertThat(
                                locked.path("node_modules/" + tool.getKey()).path("version"))
                        .isEqualTo(tool.getValue()));
        assertThat(locked.findValuesAsText("integrity"))
                .hasSize(locked.size() - 1)
                .allMatch(hash -> hash.startsWith("sha512-"));
        assertThat(text(".ci/client/pom.xml")).contains("<artifactId>openapi-generator-maven-plugin</artifactId>");
        assertThat(text(".github/workflows/verify.yml")).contains("- run: .ci/clients\n");
    }

    /**
     * Generators know no other scheme of HTTP; the Java client of OpenAPI Generator refuses requests that may have it.
     */
    @Test
    void security_schemes_of_the_openapi_document_are_those_that_client_generators_know() {
        JsonNode schemes = yaml("docs/openapi.yaml").at("/components/securitySchemes");
        assertThat(schemes).hasSizeGreaterThan(2).allSatisfy(scheme -> assertThat(scheme.get("type")
                                .asText() + " " + scheme.path("scheme").asText())
                .isIn("http bearer", "http basic", "apiKey "));
    }

    @Test
    void tests_and_links_of_the_guide_for_assistants_exist() {
        String guide = text("AGENTS.md");
        List<String> classes = Files.below(Files.TESTS, "Test.java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        assertThat(Stream.of(TEST, COMMAND_TEST).flatMap(pattern -> found(pattern, guide).stream()))
                .hasSizeGreaterThan(20)
                .isSubsetOf(classes);
        assertThat(found(LINK, guide)).isNotEmpty().allSatisfy(link -> assertThat(Files.ROOT.resolve(link))
                .exists());
    }

    /** A rule of the architecture that the guide leaves out would refuse a change without warning. */
    @Test
    void guide_for_assistants_names_every_architecture_test_that_refuses_a_change() {
        List<String> others = List.of(
                "BenchTest", "ReproducibleTest", "ProjectFilesTest", "ReadmeTourTest", "TourTest", "RenameTest");
        assertThat(Files.below(Files.TESTS.resolve("org/acme/architecture"), "Test.java").stream()
                        .map(file -> file.getFileName().toString().replace(".java", ""))
                        .filter(test -> !others.contains(test)))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(text("AGENTS.md")).contains("`" + test + "`"));
    }
}
