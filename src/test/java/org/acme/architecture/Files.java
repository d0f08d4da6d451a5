package org.acme.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the project's files. */
final class Files {

    static final Path ROOT = Path.of("").toAbsolutePath();
    static final Path MAIN = ROOT.resolve("src/main/java");
    static final Path TESTS = ROOT.resolve("src/test/java");

    private Files() {}

    static String text(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Path> below(Path folder, String ending) {
        try (Stream<Path> files = java.nio.file.Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String packageInfo(String packageName) {
        return text(MAIN.resolve(packageName.replace('.', '/')).resolve("package-info.java"));
    }
}
