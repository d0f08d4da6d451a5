package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Null is no value (JSpecify), except where {@code @Nullable} says that it is one. */
class NullnessTest {

    private static final List<Path> SOURCES = Files.below(Files.MAIN, ".java");

    @Test
    void every_package_is_null_marked() {
        List<Path> packages = SOURCES.stream()
                .map(Path::getParent)
                .distinct()
                .map(folder -> folder.resolve("package-info.java"))
                .toList();
        assertThat(packages).hasSizeGreaterThan(20).allSatisfy(file -> assertThat(Files.text(file))
                .as(file.toString())
                .contains("@NullMarked\npackage "));
    }

    @Test
    void every_value_that_its_own_file_treats_as_nullable_is_annotated() throws IOException {
        List<String> found = Nullness.in(SOURCES).entrySet().stream()
                .map(unit -> unit.getKey().getSourceFile().getName() + ": "
                        + unit.getValue().values())
                .toList();
        assertThat(found).as("declarations without @Nullable").isEmpty();
    }

    @Test
    void values_that_can_be_null_are_found(@TempDir Path folder) throws IOException {
        Path source = java.nio.file.Files.writeString(folder.resolve("Some.java"), """
                record Some(String compared, String other, String component) {
                    Some(String compared) { this(compared, "", null); }
                    static void called(String argument, String another) {}
                    static void calls() { called(null, ""); }
                    static String field = null;
                    @Nullable String marked() { return null; }
                    String returned(boolean empty, String parameter) {
                        String local = null;
                        Runnable lambda = () -> { return; };
                        if (compared == null || parameter != null || local == null) { return empty ? null : ""; }
                        return marked();
                    }
                    String first(java.util.List<String> all) { return all.stream().findFirst().orElse(null); }
                    String chosen(int number) { return switch (number) { case 0 -> null; default -> ""; }; }
                    byte @Nullable [] bytes() { return null; }
                }
                """);

        assertThat(Nullness.in(List.of(source)).values()).singleElement().satisfies(found -> assertThat(found.values())
                .containsExactlyInAnyOrder(
                        "field", "compared", "parameter", "returned", "first", "chosen", "component", "argument"));
    }
}
