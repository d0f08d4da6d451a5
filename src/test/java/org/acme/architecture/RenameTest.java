package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Renames a copy of the repository without a sample feature and without the external issuer, and one without the own
 * login. That copies compile and pass their tests, {@code .ci/copy} shows.
 */
@SecondThread
class RenameTest {

    private static final Set<String> NOT_COPIED = Set.of(".git", "target", "node_modules", ".idea", ".vscode");
    private static final String SAMPLE = "web" + "hook";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

    private static final Pattern PATCHED = Pattern.compile("(?m)^\\+\\+\\+ b/(\\S+)$");
    private static final Pattern CITED = Pattern.compile("(?m)(?<=^test: .{0,999})#(\\w+)");

    @TempDir
    static Path classes;

    @TempDir
    static Path copy;

    private static String said;

    private record Run(int exit, String said) {}

    @BeforeAll
    static void a_copy_is_renamed() throws Exception {
        compile();
        copyTo(copy);
        Run run = rename(
                copy,
                "com.example.order-service",
                "order-service",
                "--without",
                SAMPLE,
                "--issuer",
                "own",
                "--unformatted");
        assertThat(run.exit()).as(run.said()).isZero();
        said = run.said();
    }

    private static void copyTo(Path target) throws IOException {
        java.nio.file.Files.walkFileTree(Files.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                java.nio.file.Files.createDirectories(target.resolve(Files.ROOT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().equals(".git")) {
                    java.nio.file.Files.copy(file, target.resolve(Files.ROOT.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Compiles the program once, because each start from its source would do it again. */
    private static void compile() throws IOException {
        Path source = java.nio.file.Files.writeString(
                classes.resolve("Rename.java"),
                Files.text(Files.ROOT.resolve("rename")).replaceFirst("^#!.*", ""));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(exit).isZero();
    }

    private static Run rename(Path folder, String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), "Rename"),
                        Stream.of(arguments))
                .toList();
        return run(folder, command);
    }

    private static Run run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    private static String text(String file) {
        return Files.text(copy.resolve(file));
    }

    @Test
    void sabotages_of_the_lab_apply_in_a_renamed_copy() throws Exception {
        LabTest.assertEachApplies(copy);
    }

    /** With the patched file, or with all tests that notice it. */
    @Test
    void sabotage_goes_only_with_the_code_or_the_tests_that_it_needs() {
        String tests = Files.below(copy.resolve("src/test/java"), ".java").stream()
                .map(Files::text)
                .collect(Collectors.joining());
        List<Path> gone = Files.below(Files.ROOT.resolve("lab/catalogue"), ".patch").stream()
                .filter(patch -> !java.nio.file.Files.exists(copy.resolve(Files.ROOT.relativize(patch))))
                .toList();
        assertThat(gone)
                .isNotEmpty()
                .filteredOn(patch -> {
                    String text = Files.text(patch).replace("org/acme", "com/example/orderservice");
                    boolean applies = PATCHED.matcher(text)
                            .results()
                            .allMatch(file -> java.nio.file.Files.exists(copy.resolve(file.group(1))));
                    return applies
                            && CITED.matcher(text)
                                    .results()
                                    .anyMatch(test -> tests.contains(" " + test.group(1) + "("));
                })
                .isEmpty();
    }

    @Test
    void lab_page_serves_the_cards_of_a_renamed_copy_without_those_of_a_removed_sample() throws Exception {
        try (LabPage page = LabPage.startedIn(copy)) {
            assertThat(page.get("/", page.host).asString()).contains("<title>OrderService: the lab</title>");
            List<String> risks =
                    page.get("/cards", page.host, page.token).jsonPath().getList("id");
            assertThat(risks).containsExactly("API1", "API2", "API3", "API4", "API5", "API6", "API8", "API9", "API10");
        }
        assertThat(copy.resolve("lab/open")).isExecutable();
        List<String> files =
                List.of("open", "check", "page/index.html", "page/lab.js", "browser/pom.xml", "cards/api1.http");
        assertThat(files).allSatisfy(file -> assertThat(text("lab/" + file)).doesNotContainIgnoringCase("palisade"));
        assertThat(text("lab/open")).contains("orderservice-dev-password");
    }

    @Test
    void dashed_name_is_kept_by_the_artifact_and_dropped_or_spelled_out_elsewhere() {
        assertThat(text("pom.xml"))
                .contains(
                        "<groupId>com.example</groupId>",
                        "<artifactId>order-service</artifactId>",
                        "<name>Order Service</name>");
        assertThat(text("README.md")).startsWith("# Order Service\n");
        assertThat(copy.resolve("src/main/java/com/example/orderservice/OrderService.java"))
                .exists();
        assertThat(text("docs/openapi.yaml")).contains("title: Order Service\n");
        assertThat(copy.resolve("src/main/java/org")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.orders Orders",
                "com.example.orders -orders",
                "com.example.new orders",
                "orders orders",
                "com.example.orders orders --without report",
                "com.example.orders orders --without",
                "com.example.orders orders --issuer",
                "com.example.orders orders --issuer own --issuer external",
                "com.example.orders orders --issuer keycloak",
                "com.example.orders"
            })
    void unusable_package_name_sample_or_issuer_is_refused_before_a_file_changes(String arguments) throws Exception {
        Run run = rename(Files.ROOT, arguments.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.said()).contains("usage: ./rename");
    }

    @Test
    void nothing_of_a_renamed_copy_speaks_of_the_life_of_the_template() {
        assertThat(text("CHANGELOG.md")).contains("## Unreleased").doesNotContain("- ");
        assertThat(text("SECURITY.md")).contains("State here");
        assertThat(text("bench/README.md")).doesNotContain("## Results", "November 2026");
        assertThat(text("README.md")).doesNotContain("as a template", "./rename");
        assertThat(Stream.of("rename", ".ci/copy", ".ci/template", "docs/dashboard.svg")
                        .map(copy::resolve))
                .noneMatch(java.nio.file.Files::exists);
    }

    @Test
    void workflow_of_a_renamed_copy_walks_through_the_guide_for_features() {
        assertThat(text(".github/workflows/verify.yml"))
                .contains("- run: .ci/walk")
                .doesNotContain(".ci/copy");
        assertThat(text(".ci/run")).contains("\n.ci/walk\n").doesNotContain(".ci/copy");
        assertThat(copy.resolve(".ci/walk")).isExecutable();
    }

    /** The archive has equal bytes whatever the permissions and times of the files are. */
    @Test
    void release_of_a_renamed_copy_has_its_name_and_the_bytes_of_its_files_only() throws Exception {
        assertThat(List.of(".ci/package", ".ci/reproducible", ".ci/clients")).allSatisfy(file -> {
            assertThat(copy.resolve(file)).isExecutable();
            assertThat(text(file)).doesNotContainIgnoringCase("palisade");
        });
        assertThat(List.of("docs/verify.md", ".github/workflows/release.yml", ".github/workflows/scorecard.yml"))
                .allSatisfy(file -> assertThat(text(file)).doesNotContainIgnoringCase("palisade"));
        Path app = java.nio.file.Files.createDirectories(copy.resolve("target/quarkus-app"));
        Path file = java.nio.file.Files.writeString(app.resolve("quarkus-run.jar"), "code");
        java.nio.file.Files.writeString(copy.resolve("target/bom.json"), "{}");
        assumeTrue(run("tar", "--version").said().contains("GNU"), "without GNU tar");
        byte[] first = packed();
        assertThat(file.toFile().setLastModified(0) && file.toFile().setExecutable(true))
                .isTrue();
        assertThat(packed()).isEqualTo(first);
        assertThat(text("target/release/SHA256SUMS"))
                .contains("order-service-1.0.0.tar.gz", "order-service-1.0.0.cdx.json");
    }

    private static byte[] packed() throws Exception {
        assertThat(run(".ci/package").exit()).isZero();
        return java.nio.file.Files.readAllBytes(copy.resolve("target/release/order-service-1.0.0.tar.gz"));
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        return run(copy, List.of(command));
    }

    @Test
    void advice_on_history_licence_and_texts_to_fill_in_ends_a_renaming() {
        assertThat(said).contains("git init", "git remote rename", "NOTICE", "SECURITY.md", "CODEOWNERS", "grep -rni");
    }

    @Test
    void code_without_a_sample_feature_mentions_it_in_comments_only() {
        List<Path> sources = Files.below(copy.resolve("src"), ".java");
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(sources.stream().flatMap(file -> Files.text(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("*") && !line.startsWith("/"))
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(SAMPLE))
                        .map(line -> file.getFileName() + ": " + line)))
                .isEmpty();
        for (String file : List.of("docs/openapi.yaml", "requests.http", "tour", "spotbugs.xml", "pom.xml")) {
            assertThat(text(file)).as(file).doesNotContainIgnoringCase(SAMPLE);
        }
        assertThat(text("docs/openapi.yaml")).as("its schemas").doesNotContain("\n    Delivery");
        assertThat(Files.below(copy.resolve("src/main/resources/db/migration"), ".sql"))
                .allSatisfy(migration -> assertThat(Files.text(migration)).doesNotContainIgnoringCase(SAMPLE));
        assertThat(text("deploy/grafana/dashboards/controls.json")).doesNotContain("_" + SAMPLE);
        assertThat(text("deploy/prometheus/alerts.yml")).doesNotContain("_" + SAMPLE);
    }

    @Test
    void code_without_the_external_issuer_mentions_it_in_comments_only() {
        Pattern issuer = Pattern.compile(
                "(?i)external.?issuer|TestIssuer|IssuerTokens|IssuerLogin|app\\.issuer|issuer_login"
                        + "|_identities|orderservice\\.federation|security\\.issuer|issuer_keys|backchannel|IdentityLinked|IdentityResource");
        List<Path> files = Stream.of("src .java", "src .sql", "src .properties", "deploy .yml", "deploy .json")
                .map(kind -> kind.split(" "))
                .flatMap(kind -> Files.below(copy.resolve(kind[0]), kind[1]).stream())
                .toList();
        assertThat(files).hasSizeGreaterThan(600).noneMatch(file -> Files.text(file)
                .isBlank());
        assertThat(files.stream().flatMap(file -> Files.text(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("*") && !line.startsWith("/") && !line.startsWith("#"))
                        .filter(line -> issuer.matcher(line).find())
                        .map(line -> file + ": " + line)))
                .isEmpty();
        assertThat(text("docs/configuration.md"))
                .contains("`app.jwt.issuer`")
                .doesNotContain("app.issuer", "APP_ISSUER");
        assertThat(text("src/main/java/com/example/orderservice/shared/NamedSettingsStartupCheck.java"))
                .as("its TLS configuration")
                .doesNotContain("issuer");
        assertThat(text("pom.xml")).doesNotContain("external-issuer");
        assertThat(text("docs/controls.md")).contains("`dpop`, `edge` |");
        assertThat(copy.resolve("docs/issuer.md")).doesNotExist();
    }

    @Test
    void code_without_the_own_login_has_neither_its_classes_nor_its_operations(@TempDir Path issued) throws Exception {
        copyTo(issued);
        Run run = rename(issued, "com.example.order-service", "order-service", "--issuer", "external", "--unformatted");
        assertThat(run.exit()).as(run.said()).isZero();
        Pattern login = Pattern.compile("SessionService|LoginThrottle|RegistrationResource|TotpService|@OwnLogin|"
                + "\"(?:[A-Z]+ )?(?:/api/v1)?/auth/(?:login|refresh|register|verify-email|password-reset|challenge)|own-"
                + "login-|external-" + "issuer-");
        List<Path> code = Files.below(issued.resolve("src"), ".java");
        assertThat(code).hasSizeGreaterThan(500).allSatisfy(file -> assertThat(Files.text(file)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("*") && !line.startsWith("/"))
                        .filter(line -> login.matcher(line).find()))
                .as(file.toString())
                .isEmpty());
        Path tests = issued.resolve("src/test/java/com/example/orderservice");
        assertThat(Stream.of("owasp/Api02ExternalIssuerTest", "owasp/AccessMatrixTest", "owasp/Api02SessionsTest")
                        .map(test -> tests.resolve(test + ".java")))
                .allMatch(java.nio.file.Files::exists);
        assertThat(Files.text(issued.resolve("src/main/resources/application.properties")))
                .contains("\napp.issuer=external\n");
        assertThat(Stream.of("docs/openapi.yaml", "requests.http", "README.md")
                        .map(file -> Files.text(issued.resolve(file))))
                .noneMatch(text -> text.contains("/auth/login"));
        Pattern operation =
                Pattern.compile("/auth/(?:login|refresh|reauthenticate|register|verify-email|password-reset)");
        // The audit of other services.
        assertThat(Files.below(issued, ".md").stream().filter(file -> !file.endsWith("docs/audit.md")))
                .hasSizeGreaterThan(10)
                .noneMatch(file -> operation.matcher(Files.text(file)).find());
        assertThat(Files.below(issued.resolve("deploy/detection"), ".yml").stream()
                        .map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("internal-url-probe.yml", "object-scan.yml", "privilege-change.yml");
        assertLinksLead(issued);
        LabTest.assertEachApplies(issued);
    }

    /** An import that nothing uses is fine: formatting removes it. */
    @Test
    void code_without_a_sample_feature_uses_no_type_that_went_with_it() {
        Pattern imported = Pattern.compile("(?m)^import (com\\.example\\.orderservice[a-z.]*)\\.([A-Z]\\w*);$");
        List<Path> roots = List.of(copy.resolve("src/main/java"), copy.resolve("src/test/java"));
        assertThat(roots.stream()
                        .flatMap(root -> Files.below(root, ".java").stream())
                        .flatMap(file -> imported.matcher(Files.text(file))
                                .results()
                                .filter(type -> roots.stream()
                                        .map(root -> root.resolve(type.group(1).replace('.', '/')))
                                        .noneMatch(folder ->
                                                java.nio.file.Files.exists(folder.resolve(type.group(2) + ".java"))))
                                .filter(type -> Files.text(file)
                                        .replace(type.group(), "")
                                        .matches("(?s).*\\b" + type.group(2) + "\\b.*"))
                                .map(type -> file.getFileName() + ": " + type.group())))
                .isEmpty();
    }

    @Test
    void documents_without_a_sample_feature_link_to_what_exists() {
        assertLinksLead(copy);
    }

    private static void assertLinksLead(Path root) {
        List<Path> documents = Files.below(root, ".md");
        assertThat(documents).hasSizeGreaterThan(10).allSatisfy(document -> assertThat(
                        LINK.matcher(Files.text(document)).results().map(match -> match.group(1)))
                .as(document.toString())
                .filteredOn(link -> !link.matches("[a-z]+:.*"))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists()));
    }
}
