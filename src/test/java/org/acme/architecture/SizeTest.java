package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits the size of classes. */
class SizeTest {

    private static final int LONGEST = 150;
    private static final int MEDIAN = 60;

    private static long lines(Path file) {
        return Files.text(file).lines().count();
    }

    @Test
    void no_class_exceeds_the_maximum_length() {
        List<Path> classes = Files.below(Files.MAIN, ".java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .sorted(Comparator.comparingLong(SizeTest::lines))
                .toList();
        assertThat(classes)
                .filteredOn(file -> lines(file) > LONGEST)
                .as("classes of more than %d lines", LONGEST)
                .isEmpty();
        assertThat(lines(classes.get(classes.size() / 2))).isLessThanOrEqualTo(MEDIAN);
    }

    @Test
    void no_test_calls_sleep() {
        String sleep = "." + "sleep(";
        assertThat(Files.below(Files.TESTS, ".java")).isNotEmpty().noneMatch(file -> Files.text(file)
                .contains(sleep));
    }

    /** {@link org.acme.fixture.Eventually} waits with Awaitility. */
    @Test
    void no_test_waits_in_a_loop_of_its_own() {
        String spin = "." + "onSpinWait(";
        String park = "." + "parkNanos(";
        assertThat(Files.below(Files.TESTS, ".java")).isNotEmpty().noneMatch(file -> {
            String text = Files.text(file);
            return text.contains(spin) || text.contains(park);
        });
    }
}
