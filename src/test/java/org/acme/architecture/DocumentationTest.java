package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.Role;
import org.junit.jupiter.api.Test;

/** README and docs are consistent with the code. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final Pattern PROOF = Pattern.compile("`([a-z]+)[./]([A-Za-z0-9./]+Test)`");
    private static final Pattern FOLDER = Pattern.compile("`((?:src|docs)/[^`]*)`");
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| [^|]+ \\| `(app\\.[a-z0-9.-]+)` \\| ([^|]+) \\|");

    /** Equals {@code app.webhook.parallel-calls}. */
    private static final String DERIVED = "app.outbound.parallel-calls";

    private static final Pattern POLICY =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]+) \\| ([0-9]+[a-z]) \\| ([a-z-]+) \\|");

    private static final Pattern ROLE = Pattern.compile("(?m)^\\| ("
            + Stream.of(Role.values()).map(Role::key).collect(Collectors.joining("|")) + ") \\| (.+) \\|$");

    /** A row can include the permissions of one above it. */
    private static final Pattern INCLUDED = Pattern.compile("those of ([a-z]+)s\\b");

    private static final Pattern PERMISSION = Pattern.compile("`([a-z]+:[a-z]+)`");

    private static List<Path> documents() {
        Path docs = Files.ROOT.resolve("docs");
        return Stream.concat(
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Files.ROOT::resolve),
                        Files.below(docs, ".md").stream())
                .toList();
    }

    private static List<String> found(Pattern pattern, Path document, int group) {
        return pattern.matcher(Files.text(document))
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    @Test
    void links_in_documents_resolve() {
        for (Path document : documents()) {
            for (String link : found(LINK, document, 1)) {
                if (!link.matches("(https?|mailto):.*")) {
                    assertThat(document.resolveSibling(link))
                            .as("%s in %s", link, document)
                            .exists();
                }
            }
        }
    }

    // palisade-only:begin
    @Test
    void documents_of_a_renamed_copy_link_only_to_files_that_remain() {
        // Split, because the whole marker would be removed by the renaming as well.
        String mark = "palisade-" + "only:";
        Pattern removed = Pattern.compile("(?s)" + mark + "begin.*?" + mark + "end");
        for (Path document : documents()) {
            String kept = removed.matcher(Files.text(document)).replaceAll("");
            assertThat(LINK.matcher(kept).results().map(match -> match.group(1)))
                    .as(document.toString())
                    .noneMatch(link -> link.matches("(.*/)?(CHANGELOG\\.md|rename)"));
        }
    }
    // palisade-only:end

    @Test
    void folders_and_files_cited_in_documents_exist() {
        for (Path document : documents()) {
            for (String path : found(FOLDER, document, 1)) {
                assertThat(Files.ROOT.resolve(path))
                        .as("%s in %s", path, document)
                        .exists();
            }
        }
    }

    @Test
    void proofs_cited_in_documents_and_package_infos_exist() {
        Stream<Path> packages = Files.below(Files.MAIN, "package-info.java").stream();
        Pattern code = Pattern.compile("\\{@code ([a-z.]+\\.[A-Z][A-Za-z0-9]+Test)}");
        List<String> named = Stream.concat(
                        documents().stream().flatMap(document -> Stream.concat(
                                        PROOF.matcher(Files.text(document)).results(), Stream.of())
                                .map(match ->
                                        match.group(1) + "/" + match.group(2).replace('.', '/'))),
                        packages.flatMap(file -> code.matcher(Files.text(file)).results())
                                .map(match -> match.group(1).replace('.', '/')))
                .toList();
        assertThat(named).isNotEmpty();
        for (String proof : named) {
            assertThat(Files.TESTS.resolve("org/acme").resolve(proof + ".java")).exists();
        }
    }

    @Test
    void every_setting_is_documented_with_its_default() {
        String text = Files.text(Files.ROOT.resolve("docs/configuration.md"));
        Map<String, String> table = new TreeMap<>();
        SETTING.matcher(text)
                .results()
                .forEach(row -> table.put(row.group(1), row.group(2).strip().replace("`", "")));
        Map<String, String> defaults = new TreeMap<>();
        LayoutTest.CODE.stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .forEach(type -> ConfigMappings.ConfigClass.configClass(type.reflect())
                        .getProperties()
                        .forEach((property, value) ->
                                defaults.put(property, value == null || value.isEmpty() ? "none" : value)));
        assertThat(defaults).containsAllEntriesOf(table);
        assertThat(defaults.keySet().stream()
                        .map(property -> property.replace("[*]", ""))
                        .filter(property -> property.startsWith("app.") && !table.containsKey(property))
                        .filter(property -> !property.contains("*") && !property.equals(DERIVED))
                        .filter(property ->
                                !text.contains(property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))))
                .as("settings without a row in docs/configuration.md")
                .isEmpty();
    }

    /** Those of further features may be missing. */
    @Test
    void documented_permissions_of_roles_equal_those_of_the_code() {
        Map<String, Set<String>> stated = new TreeMap<>();
        Set<String> known = new TreeSet<>();
        ROLE.matcher(Files.text(Files.ROOT.resolve("docs/architecture.md")))
                .results()
                .forEach(row -> {
                    Set<String> permissions = new TreeSet<>();
                    INCLUDED.matcher(row.group(2))
                            .results()
                            .forEach(role -> permissions.addAll(stated.get(role.group(1))));
                    PERMISSION.matcher(row.group(2)).results().forEach(found -> permissions.add(found.group(1)));
                    known.addAll(permissions);
                    stated.put(row.group(1), permissions);
                });
        assertThat(known).hasSizeGreaterThan(10);
        assertThat(stated)
                .isEqualTo(
                        Stream.of(Role.values()).collect(Collectors.toMap(Role::key, role -> role.permissions().stream()
                                .filter(known::contains)
                                .collect(Collectors.toSet()))));
    }

    @Test
    void documented_rate_limits_equal_the_configured_ones() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(Files.text(Files.ROOT.resolve("src/main/resources/application.properties"))));
        Map<String, String> configured = new TreeMap<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith("app.rate-limit.policies."))
                .forEach(name -> configured.put(
                        name.substring("app.rate-limit.policies.".length()), settings.getProperty(name)));
        Map<String, String> stated = new TreeMap<>();
        POLICY.matcher(Files.text(Files.ROOT.resolve("docs/rate-limits.md")))
                .results()
                .forEach(row -> {
                    stated.put(row.group(1) + ".max", row.group(2));
                    stated.put(row.group(1) + ".window", row.group(3));
                    stated.put(row.group(1) + ".per", row.group(4));
                });
        assertThat(stated).isNotEmpty().isEqualTo(configured);
    }
}
