package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that docs/asvs.md lists each requirement of levels 1 and 2 and names a proof for each that is met. */
class AsvsTest {

    private static final Pattern REQUIREMENT = Pattern.compile("(?m)^(V[0-9.]+),([12])$");
    private static final Pattern ROW = Pattern.compile("(?m)^([*V0-9. ]+) \\| [^|\\n]+ \\| ([^|\\n]+)$");
    /** Ids of level 1 are bold. */
    private static final Pattern ID = Pattern.compile("(\\*\\*)?(V[0-9.]+)");

    private static final Pattern NOT_MET = Pattern.compile("(?:In part|Not met)[:,] .+|Deployment.*");
    private static final Pattern NOT_APPLICABLE = Pattern.compile("(?m)^(V[0-9. V]+) \\| ([^|\\n]+)$");
    private static final Pattern PROOF = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern DOCUMENT = Pattern.compile("\\]\\(([a-z-]+\\.(?:md|yaml))");

    /** Without comments, which keep rows for renamed copies. */
    private final String list = Files.text(Files.ROOT.resolve("docs/asvs.md")).replaceAll("(?s) ?<!--.*?-->", "");

    private List<MatchResult> found(Pattern pattern) {
        List<MatchResult> found = pattern.matcher(list).results().toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    @Test
    void every_asvs_requirement_of_levels_1_and_2_is_listed_once_with_its_level() {
        var asked = new TreeMap<String, String>();
        REQUIREMENT
                .matcher(Files.text(Files.ROOT.resolve("src/test/resources/asvs/levels-1-and-2.csv")))
                .results()
                .forEach(line -> asked.put(line.group(1), line.group(2)));
        var listed = new TreeMap<String, String>();
        found(ROW).stream().flatMap(row -> ID.matcher(row.group(1)).results()).forEach(id -> assertThat(
                        listed.put(id.group(2), id.group(1) == null ? "2" : "1"))
                .as(id.group())
                .isNull());
        found(NOT_APPLICABLE).forEach(row -> List.of(row.group(1).split(" "))
                .forEach(id -> assertThat(listed.put(id, asked.get(id))).as(id).isNull()));
        assertThat(listed).isNotEmpty().isEqualTo(asked);
    }

    @Test
    void requirement_that_is_met_names_a_test_or_a_document() {
        assertThat(found(ROW))
                .filteredOn(row -> !NOT_MET.matcher(row.group(2)).matches())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(PROOF.matcher(row.group(2)).find()
                                || DOCUMENT.matcher(row.group(2)).find())
                        .as(row.group())
                        .isTrue());
    }

    @Test
    void tests_cited_by_the_asvs_list_exist() {
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
