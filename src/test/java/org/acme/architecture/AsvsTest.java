package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of ASVS' requirements is complete, and what it calls shown has a test to show it. */
class AsvsTest {

    private static final Pattern REQUIREMENT = Pattern.compile("(?m)^(V[0-9.]+),([12])$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (V[0-9.]+) \\| ([12]) \\| [^|]+ \\| ([a-z ]+) \\| (.+) \\|$");
    private static final Pattern NOT_ARISING = Pattern.compile("(?m)^\\| (V[0-9. V]+) \\| ([^|]+) \\|$");
    private static final Pattern PROOF = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern DOCUMENT = Pattern.compile("\\]\\(([a-z-]+\\.(?:md|yaml))");
    private static final Set<String> VERDICTS = Set.of("met", "in part", "not met", "deployment");

    private final String list = Files.text(Files.ROOT.resolve("docs/asvs.md"));

    private List<MatchResult> found(Pattern pattern) {
        List<MatchResult> found = pattern.matcher(list).results().toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void every_requirement_of_levels_1_and_2_stands_there_once_with_its_level() {
        var asked = new TreeMap<String, String>();
        REQUIREMENT
                .matcher(Files.text(Files.ROOT.resolve("src/test/resources/asvs/levels-1-and-2.csv")))
                .results()
                .forEach(line -> asked.put(line.group(1), line.group(2)));
        var answered = new TreeMap<String, String>();
        found(ROW).forEach(row -> assertThat(answered.put(row.group(1), row.group(2)))
                .isNull());
        found(NOT_ARISING).forEach(row -> List.of(row.group(1).split(" "))
                .forEach(
                        id -> assertThat(answered.put(id, asked.get(id))).as(id).isNull()));
        assertThat(answered).isNotEmpty().isEqualTo(asked);
    }

    @Test
    void what_is_met_names_a_test_or_a_document_and_everything_else_a_reason() {
        for (MatchResult row : found(ROW)) {
            assertThat(row.group(3)).as(row.group(1)).isIn(VERDICTS);
            if (row.group(3).equals("met")) {
                String shown = row.group(4);
                assertThat(PROOF.matcher(shown).find()
                                || DOCUMENT.matcher(shown).find())
                        .as(row.group())
                        .isTrue();
            }
        }
    }

    @Test
    void tests_that_are_named_exist() {
        for (MatchResult proof : found(PROOF)) {
            List<String> code = Files.below(Files.TESTS, "/" + proof.group(1) + ".java").stream()
                    .map(Files::text)
                    .toList();
            assertThat(code).as(proof.group()).hasSize(1);
            if (proof.group(2) != null) {
                assertThat(code.get(0)).containsPattern("void " + proof.group(2) + "\\(");
            }
        }
    }
}
