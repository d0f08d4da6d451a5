package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each control compiles in another project with the classes that {@code docs/controls.md} names, and without the rest
 * of the service.
 */
@SecondThread
class CopiedControlTest {

    private static final Path SERVICE = Files.MAIN.resolve("org/acme");
    private static final String TABLE = "## Copy one control";

    /** Of a folder with more needed classes, the table names the folder. */
    private static final int NAMED_CLASSES = 3;

    static Stream<String> controls() {
        return LayoutTest.folders().stream().filter(folder -> folder.startsWith("security."));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void control_compiles_with_exactly_the_classes_that_the_table_names(String control, @TempDir Path compiled) {
        String name = control.substring(control.indexOf('.') + 1);
        String needed = described(needed(control, compiled));
        assertThat(row(name)).as("docs/controls.md: | %s | %s |", name, needed).isEqualTo(needed);
    }

    /** The second cell of a control's row. */
    private static String row(String control) {
        String text = Files.text(Files.ROOT.resolve("docs/controls.md"));
        return text.substring(text.indexOf(TABLE))
                .lines()
                .filter(line -> line.startsWith("| [" + control + "]"))
                .map(line -> line.split("\\|")[2].strip())
                .findFirst()
                .orElseThrow();
    }

    private static String described(Map<String, Set<String>> needed) {
        return needed.entrySet().stream()
                .flatMap(folder -> folder.getValue().size() > NAMED_CLASSES
                        ? Stream.of(folder.getKey())
                        : folder.getValue().stream().map(type -> folder.getKey() + "." + type))
                .map(name -> "`" + name.replaceFirst("^security\\.", "") + "`")
                .collect(Collectors.joining(", "));
    }

    /** The classes outside the control that the compiler reads to compile it, by folder, without {@code shared}. */
    private static Map<String, Set<String>> needed(String control, Path compiled) {
        Set<String> folders = new TreeSet<>(Set.of(control));
        Map<String, Set<String>> needed = needed(control, folders, compiled);
        while (folders.addAll(copiedWhole(needed))) {
            needed = needed(control, folders, compiled);
        }
        return needed;
    }

    /** A folder that is copied whole needs what its other classes need, too. */
    private static List<String> copiedWhole(Map<String, Set<String>> needed) {
        return needed.keySet().stream()
                .filter(folder -> needed.get(folder).size() > NAMED_CLASSES)
                .toList();
    }

    private static Map<String, Set<String>> needed(String control, Set<String> folders, Path compiled) {
        Map<String, Set<String>> needed = new TreeMap<>();
        for (String file : read(folders, compiled)) {
            String type = file.replace(".java", "").replace('/', '.');
            String folder = LayoutTest.folder(LayoutTest.ROOT + type.substring(0, type.lastIndexOf('.')));
            if (!type.endsWith("package-info") && !Set.of(control, "shared").contains(folder)) {
                needed.computeIfAbsent(folder, other -> new TreeSet<>()).add(type.substring(folder.length() + 1));
            }
        }
        return needed;
    }

    /** The files of the service that the compiler reads. Libraries are on the class path, the service is not. */
    private static Set<String> read(Set<String> folders, Path compiled) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-Xlint:none",
                "-sourcepath",
                Files.MAIN.toString(),
                "-classpath",
                libraries(),
                "-d",
                compiled.toString());
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        Set<String> read = new TreeSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(errors, null, null)) {
            List<Path> sources = folders.stream()
                    .flatMap(folder -> Files.below(SERVICE.resolve(folder.replace('.', '/')), ".java").stream())
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, errors, options, null, files.getJavaFileObjectsFromPaths(sources));
            task.addTaskListener(new TaskListener() {
                @Override
                public void finished(TaskEvent event) {
                    if (event.getKind() == TaskEvent.Kind.PARSE) {
                        read.add(
                                SERVICE.relativize(Path.of(event.getSourceFile().toUri()))
                                        .toString());
                    }
                }
            });
            assertThat(task.call()).as("%s", errors.getDiagnostics()).isTrue();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return read;
    }

    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }
}
