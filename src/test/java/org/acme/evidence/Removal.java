package org.acme.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A control that {@code lab/check} removed, and what became of it.
 *
 * @param removes the removed promise
 * @param test the test that has to fail without it
 * @param result {@code held} when the test failed
 */
record Removal(String risk, String removes, String test, String result) {

    private static final Path RESULTS = Path.of("target", "lab", "results.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| [\\w-]+ \\| (API\\d+) \\| (.+) \\| `([^`]+)` \\| (.+) \\|$");

    /** Of the last run of {@code lab/check}; none when it never ran. */
    static List<Removal> last() throws IOException {
        return Files.exists(RESULTS) ? of(Files.readString(RESULTS)) : List.of();
    }

    static List<Removal> of(String table) {
        return ROW.matcher(table)
                .results()
                .map(Removal::of)
                .filter(removal -> !removal.result.equals("not tried"))
                .toList();
    }

    private static Removal of(MatchResult row) {
        return new Removal(row.group(1), row.group(2), row.group(3), row.group(4));
    }

    boolean isHeld() {
        return result.startsWith("held");
    }
}
