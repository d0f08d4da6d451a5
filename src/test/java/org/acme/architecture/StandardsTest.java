package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents cite standards in the revision that docs/standards.md states. */
class StandardsTest {

    private static final Pattern STANDARD =
            Pattern.compile("NIST SP [0-9]+-[0-9]+[A-Z]?|OWASP ASVS|draft-[a-z-]+[0-9]{2}");
    private static final String TABLE = Files.text(Files.ROOT.resolve("docs/standards.md"));

    private static Stream<Path> documents() {
        Stream<Path> docs = Files.below(Files.ROOT.resolve("docs"), ".md").stream();
        return Stream.concat(
                docs, Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md").map(Files.ROOT::resolve));
    }

    private static TreeSet<String> cited(String text) {
        return STANDARD.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_cited_standard_is_in_the_table_of_standards() {
        List<Path> documents = documents().toList();
        assertThat(documents).hasSizeGreaterThan(10);
        TreeSet<String> missing = documents.stream()
                .flatMap(document -> cited(Files.text(document)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).isNotEmpty();
        missing.removeAll(cited(TABLE));
        assertThat(missing).isEmpty();
    }

    @Test
    void documents_cite_nist_sp_800_63b_in_the_revision_of_the_table() {
        assertThat(TABLE).contains("| NIST SP 800-63B | 800-63B-4,");
        assertThat(documents()
                        .filter(document -> !document.endsWith("standards.md"))
                        .map(Files::text)
                        .map(text -> text.replaceAll("\\s+", " "))
                        .flatMap(text -> Pattern.compile("800-63B(-[0-9])?")
                                .matcher(text)
                                .results())
                        .map(MatchResult::group))
                .isNotEmpty()
                .containsOnly("800-63B-4");
    }
}
