package org.acme.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the folders of the controls against a risk: those whose package-info names a proof for it. */
final class ControlFolders {

    private static final Path SOURCES = Path.of("src/main/java");

    private ControlFolders() {}

    static List<String> against(Risk risk) {
        return naming(risk.proof());
    }

    /** Those that name this test class as their proof; none when only the risk connects them. */
    static List<String> provenBy(String test) {
        return naming("." + test + "}");
    }

    private static List<String> naming(String proof) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .filter(file -> text(file).contains(proof))
                    .map(file -> file.getParent().toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
