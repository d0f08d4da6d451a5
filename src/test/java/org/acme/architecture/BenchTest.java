package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only builds for measurements may omit controls. */
@SecondThread
class BenchTest {

    private static final Path BENCH = Files.ROOT.resolve("bench");
    private static final Pattern PROFILE = Pattern.compile("(?s)<profile>\\s*<id>bench</id>.*?</profile>");

    private static Set<String> classesBelow(Path folder) {
        return Files.below(folder, ".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> variants() {
        return Files.text(BENCH.resolve("variants"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static Set<String> leftOut(String variant) {
        return Set.of(variant.split(" ")[1].split("\\|"));
    }

    @Test
    void classes_that_a_benchmark_variant_leaves_out_exist() {
        Set<String> known = classesBelow(Files.MAIN);
        known.addAll(classesBelow(BENCH.resolve("src/main/java")));
        assertThat(variants()).hasSizeGreaterThan(2).allSatisfy(variant -> assertThat(known)
                .containsAll(leftOut(variant)));
    }

    @Test
    void benchmark_replacements_compile_with_the_service(@TempDir Path compiled) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-Xlint:none", "-d", compiled.toString());
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(Files.below(BENCH.resolve("src/main/java"), ".java"));
            assertThat(compiler.getTask(messages, files, null, options, null, sources)
                            .call())
                    .as("%s", messages)
                    .isTrue();
        }
    }

    @Test
    void classes_that_a_benchmark_variant_keeps_do_not_need_the_ones_it_leaves_out() {
        assertThat(variants()).allSatisfy(variant -> {
            Set<String> without = leftOut(variant);
            assertThat(LayoutTest.CODE.stream()
                            .filter(kept -> !without.contains(outermost(kept)))
                            .filter(kept -> kept.getDirectDependenciesFromSelf().stream()
                                    .anyMatch(needed -> without.contains(outermost(needed.getTargetClass()))))
                            .map(JavaClass::getName))
                    .as("%s would compile what it leaves out", variant)
                    .isEmpty();
        });
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(BenchTest::outermost).orElse(type.getSimpleName());
    }

    @Test
    void normal_build_contains_every_control_and_no_benchmark_replacement() {
        Set<String> built = LayoutTest.CODE.stream()
                .map(type -> type.getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> standIns = classesBelow(BENCH.resolve("src/main/java"));
        Set<String> controls = variants().stream()
                .flatMap(variant -> leftOut(variant).stream())
                .filter(name -> !standIns.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(controls).isNotEmpty();
        assertThat(built).containsAll(controls).doesNotContainAnyElementsOf(standIns);
        assertThat(standIns).contains("LoopbackOnly");
    }

    @Test
    void only_the_benchmark_profile_leaves_out_controls_and_it_builds_in_its_own_folder() {
        String pom = Files.text(Files.ROOT.resolve("pom.xml"));
        String profile =
                PROFILE.matcher(pom).results().map(match -> match.group()).collect(Collectors.joining());
        assertThat(profile)
                .contains("<exclude>%regex", "bench/src/main/java", "<directory>target/bench/")
                .doesNotContain("<activation>");
        String others = pom.replace(profile, "");
        assertThat(others).doesNotContain("bench/src", "bench.without", "exclude-types");
        assertThat(others.lines().filter(line -> line.contains("<exclude>")))
                .as("only tests are left out")
                .allMatch(line -> line.strip().matches("<exclude>\\w+IT</exclude>"));
        assertThat(Files.text(Files.ROOT.resolve("src/main/resources/application.properties")))
                .doesNotContain("exclude-types", "selected-alternatives");
    }

    @Test
    void twin_without_controls_uses_the_platform_of_the_service() {
        String version = "(?s).*(<quarkus.platform.version>[^<]+</quarkus.platform.version>).*";

        assertThat(Files.text(BENCH.resolve("twin/pom.xml")))
                .contains(Files.text(Files.ROOT.resolve("pom.xml")).replaceFirst(version, "$1"));
    }

    @Test
    void no_benchmark_variant_removes_the_restriction_to_loopback() {
        assertThat(variants())
                .allSatisfy(variant -> assertThat(leftOut(variant)).doesNotContain("LoopbackOnly"));
        assertThat(Stream.of("run", "startup", "replays", "jmh").map(BENCH::resolve))
                .allSatisfy(script -> assertThat(script).isExecutable());
    }
}
