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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each control compiles in another project with the classes and libraries that {@code docs/controls.md} names, and
 * without the rest of the service.
 */
@SecondThread
class CopiedControlTest {

    private static final Path SERVICE = Files.MAIN.resolve("org/acme");
    private static final String TABLE = "## Copy one control";

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(?!javax?\\.)(\\S+);");

    /** Packages of the libraries that {@code docs/controls.md} names for all controls. */
    private static final Pattern COMMON = Pattern.compile("(com\\.(fasterxml\\.jackson|github\\.benmanes\\.caffeine)"
            + "|io\\.(agroal|micrometer|netty|opentelemetry|vertx\\.core|vertx\\.ext\\.web)"
            + "|io\\.quarkus\\.(arc|hibernate|jackson|narayana|opentelemetry|resteasy|runtime|scheduler|security|tls|vertx)"
            + "|io\\.quarkus\\.smallrye\\.openapi|io\\.smallrye\\.(common|config|mutiny|openapi)"
            + "|jakarta|org\\.(eclipse\\.microprofile\\.(config|openapi)|hibernate|jboss|jspecify|postgresql))\\..+");

    /** Other packages with their libraries. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("com.google.crypto.tink.", "tink"),
            Map.entry("graphql.", "quarkus-smallrye-graphql"),
            Map.entry("io.quarkus.flyway.", "quarkus-flyway"),
            Map.entry("io.quarkus.smallrye.jwt.", "quarkus-smallrye-jwt"),
            Map.entry("io.smallrye.faulttolerance.", "quarkus-smallrye-fault-tolerance"),
            Map.entry("io.smallrye.graphql.", "quarkus-smallrye-graphql"),
            Map.entry("io.smallrye.health.", "quarkus-smallrye-health"),
            Map.entry("io.smallrye.jwt.algorithm.", "quarkus-smallrye-jwt-build"),
            Map.entry("io.smallrye.jwt.auth.", "quarkus-smallrye-jwt"),
            Map.entry("io.smallrye.jwt.build.", "quarkus-smallrye-jwt-build"),
            Map.entry("io.vertx.redis.", "quarkus-redis-client"),
            Map.entry("org.altcha.", "altcha"),
            Map.entry("org.bouncycastle.", "bcpkix-jdk18on"),
            Map.entry("org.eclipse.microprofile.faulttolerance.", "quarkus-smallrye-fault-tolerance"),
            Map.entry("org.eclipse.microprofile.graphql.", "quarkus-smallrye-graphql"),
            Map.entry("org.eclipse.microprofile.health.", "quarkus-smallrye-health"),
            Map.entry("org.flywaydb.", "quarkus-flyway"),
            Map.entry("org.jose4j.", "quarkus-smallrye-jwt-build"));

    /** Of a folder with more needed classes, the table names the folder. */
    private static final int NAMED_CLASSES = 3;

    static Stream<String> controls() {
        return LayoutTest.folders().stream().filter(folder -> folder.startsWith("security."));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void control_compiles_with_exactly_the_classes_and_libraries_that_the_table_names(
            String control, @TempDir Path compiled) {
        String name = control.substring(control.indexOf('.') + 1);
        Map<String, Set<String>> needed = needed(control, compiled);
        String cells = (described(needed) + " | " + libraries(control, needed)).strip();
        assertThat(row(name)).as("docs/controls.md: | %s | %s |", name, cells).isEqualTo(cells);
    }

    @Test
    void libraries_of_copied_controls_are_those_of_the_service() {
        String build = Files.text(Files.ROOT.resolve("pom.xml"));
        assertThat(LIBRARIES.values())
                .allSatisfy(library -> assertThat(build).contains("<artifactId>" + library + "</artifactId>"));
    }

    /** The libraries that the copied classes import, without the common ones. */
    private static String libraries(String control, Map<String, Set<String>> needed) {
        Stream<Path> folders = Stream.of(control, "shared").flatMap(CopiedControlTest::sources);
        Stream<Path> others = needed.entrySet().stream()
                .flatMap(folder -> folder.getValue().size() > NAMED_CLASSES
                        ? sources(folder.getKey())
                        : folder.getValue().stream()
                                .map(type ->
                                        SERVICE.resolve((folder.getKey() + "." + type).replace('.', '/') + ".java")));
        return Stream.concat(folders, others)
                .flatMap(file -> IMPORT.matcher(Files.text(file)).results())
                .map(imported -> imported.group(1))
                .filter(imported -> !imported.startsWith(LayoutTest.ROOT)
                        && !COMMON.matcher(imported).matches())
                .map(CopiedControlTest::library)
                .distinct()
                .sorted()
                .map(library -> "`" + library + "`")
                .collect(Collectors.joining(", "));
    }

    private static String library(String imported) {
        return LIBRARIES.keySet().stream()
                .filter(imported::startsWith)
                .findFirst()
                .map(LIBRARIES::get)
                .orElseThrow(() -> new AssertionError("Which library has " + imported + '?'));
    }

    private static Stream<Path> sources(String folder) {
        return Files.below(SERVICE.resolve(folder.replace('.', '/')), ".java").stream();
    }

    /** The second and third cell of a control's row. */
    private static String row(String control) {
        String text = Files.text(Files.ROOT.resolve("docs/controls.md"));
        return text.substring(text.indexOf(TABLE))
                .lines()
                .filter(line -> line.startsWith("| [" + control + "]"))
                .map(line -> line.split("\\|", 3)[2].replaceFirst(" \\|$", "").strip())
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
            List<Path> sources =
                    folders.stream().flatMap(CopiedControlTest::sources).toList();
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
