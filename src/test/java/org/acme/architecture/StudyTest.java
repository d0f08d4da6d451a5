package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.shared.FilterOrder;
import org.junit.jupiter.api.Test;

/** The documents about the code are consistent with it. */
class StudyTest {

    private static final Path DOCS = Files.ROOT.resolve("docs");
    private static final String CONTROLS = Files.text(DOCS.resolve("controls.md"));

    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:#\\w+)?`");
    private static final Pattern SETTING = Pattern.compile("`(app\\.[a-z.-]+[a-z])`");
    private static final Pattern PLACE = Pattern.compile("`([A-Z_]+)`");
    private static final Pattern PROOF = Pattern.compile("\\{@code [a-z.]+\\.([A-Z][A-Za-z0-9]+(?:Test|IT))}");

    private static List<Path> documents() {
        Stream<Path> decisions = Files.below(DOCS.resolve("adr"), ".md").stream();
        Stream<Path> others = Stream.of("architecture.md", "controls.md", "threat-model.md", "asvs.md")
                .map(DOCS::resolve);
        return Stream.concat(others, decisions).toList();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> controls() {
        return LayoutTest.folders().stream()
                .filter(folder -> folder.startsWith("security."))
                .sorted()
                .toList();
    }

    @Test
    void classes_cited_in_documents_exist() {
        Set<String> code = Stream.of(Files.MAIN, Files.TESTS)
                .flatMap(root -> Files.below(root, ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        documents().forEach(document -> named.addAll(found(TYPE, Files.text(document))));
        assertThat(named).isNotEmpty();
        named.removeAll(code);
        assertThat(named).isEmpty();
    }

    @Test
    void settings_cited_in_documents_are_documented() {
        String documented = Files.text(DOCS.resolve("configuration.md"));
        Set<String> named = new TreeSet<>();
        documents().forEach(document -> named.addAll(found(SETTING, Files.text(document))));
        assertThat(named).isNotEmpty().allSatisfy(setting -> assertThat(documented)
                .contains("`" + setting + "`"));
    }

    @Test
    void every_control_has_a_row_with_its_proof_and_a_row_on_reuse() {
        for (String control : controls()) {
            String folder = "](../src/main/java/org/acme/" + control.replace('.', '/') + ")";
            Set<String> proofs = found(PROOF, Files.packageInfo("org.acme." + control));
            assertThat(CONTROLS.lines().filter(row -> row.contains(folder)))
                    .as(control)
                    .anyMatch(row -> proofs.stream().anyMatch(proof -> row.contains("`" + proof + "`")))
                    .anyMatch(row -> row.startsWith("| [" + control.substring(control.indexOf('.') + 1) + folder));
        }
    }

    @Test
    void every_owasp_test_is_cited_in_the_list_of_controls() {
        Set<String> attacks = Files.below(Files.TESTS.resolve("org/acme/owasp"), "Test.java").stream()
                .map(file -> "`" + file.getFileName().toString().replace(".java", "") + "`")
                .collect(Collectors.toSet());
        assertThat(attacks).isNotEmpty();
        assertThat(CONTROLS).contains(attacks);
    }

    @Test
    void documented_filter_order_equals_the_order_in_the_code() throws IllegalAccessException {
        Map<Integer, String> order = new TreeMap<>(Comparator.reverseOrder());
        for (var place : FilterOrder.class.getFields()) {
            assertThat(order.put(place.getInt(null), place.getName())).isNull();
        }
        String architecture = Files.text(DOCS.resolve("architecture.md"));
        int steps = architecture.indexOf("\n1. ");
        assertThat(PLACE.matcher(architecture.substring(steps, architecture.indexOf("\n\n", steps)))
                        .results()
                        .map(place -> place.group(1)))
                .containsExactlyElementsOf(order.values());
    }

    @Test
    void every_filter_is_registered_at_its_place_in_the_order() {
        String code = Files.below(Files.MAIN, ".java").stream().map(Files::text).collect(Collectors.joining());
        assertThat(Stream.of(FilterOrder.class.getFields()).map(Field::getName))
                .allSatisfy(place -> assertThat(code).containsPattern("FilterOrder\\." + place + "[;)]"));
        assertThat(code).doesNotContainPattern("FilterOrder\\.[A-Z_]+\\s*[-+]");
    }

    @Test
    void every_architecture_decision_is_listed() {
        String architecture = Files.text(DOCS.resolve("architecture.md"));
        assertThat(Files.below(DOCS.resolve("adr"), ".md")).isNotEmpty().allSatisfy(decision -> assertThat(architecture)
                .contains("](adr/" + decision.getFileName() + ")"));
    }
}
