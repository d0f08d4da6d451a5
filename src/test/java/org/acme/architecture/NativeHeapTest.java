package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.Buffer;
import java.nio.channels.Channel;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.jar.JarFile;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.acme.fixture.StaticState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Finds objects that a native image must not contain. Quarkus initializes classes at build time, and GraalVM rejects an
 * image heap with objects of one run, such as threads or random seeds. This test initializes the same classes and
 * searches their static fields.
 */
class NativeHeapTest {

    /** They contain a seed, an address, a file, a thread or a time of the build host. */
    private static final List<Class<?>> OF_ONE_RUN = List.of(
            InetAddress.class,
            RandomGenerator.class,
            KeyPair.class,
            Clock.class,
            Thread.class,
            Executor.class,
            Timer.class,
            Process.class,
            Cleaner.class,
            FileDescriptor.class,
            Channel.class,
            ZipFile.class,
            Socket.class,
            ServerSocket.class,
            FileInputStream.class,
            FileOutputStream.class);

    private static final List<String> AT_RUN_TIME =
            NativeTest.runTimeInitialised().toList();

    /** Transitive libraries with settings for the native build. */
    private static final List<String> BROUGHT_ALONG =
            List.of("bcprov-jdk18on", "bcutil-jdk18on", "federation-graphql-java-support");

    /** A development tool of Bouncy Castle that nothing calls. */
    private static final String UNREACHABLE = "org.bouncycastle.math.ec.tools.TraceOptimizer";

    /** Has no static fields. */
    private static final String ANNOTATIONS = "jspecify";

    private static final Pattern NAMED = Pattern.compile(
            "<dependency>\\s*<groupId>(?!io\\.quarkus)[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                    + "(?:\\s*<version>[^<]+</version>)?\\s*</dependency>");

    private static boolean isOfOneRun(Object value) {
        return OF_ONE_RUN.stream().anyMatch(type -> type.isInstance(value))
                || value instanceof Buffer buffer && buffer.isDirect()
                || value instanceof Instant time
                        && Duration.between(time, Instant.now()).abs().toDays() < 1
                || isInitialisedAtRunTime(value.getClass().getName());
    }

    static boolean isInitialisedAtRunTime(String type) {
        return AT_RUN_TIME.stream().anyMatch(name -> type.equals(name) || type.startsWith(name + "."));
    }

    /** Static fields of build-time initialized classes that lead to objects of one run. */
    private static Set<String> carried(Stream<String> types, String within) {
        StaticState state = new StaticState(within, NativeHeapTest::isOfOneRun);
        types.filter(type -> !isInitialisedAtRunTime(type)).sorted().forEach(state::lookThrough);
        assertThat(state.fields()).isPositive();
        return state.found();
    }

    /** An example that GraalVM would reject. */
    private record Held(InetAddress address) {

        static final List<Held> ALL = List.of(new Held(InetAddress.getLoopbackAddress()));
    }

    @Test
    void native_heap_scan_finds_an_address_nested_in_a_static_field() {
        assertThat(carried(Stream.of(Held.class.getName()), LayoutTest.ROOT)).hasSize(1);
    }

    @Test
    void no_static_field_of_the_service_holds_build_time_state() {
        assertThat(carried(LayoutTest.CODE.stream().map(JavaClass::getName), LayoutTest.ROOT))
                .isEmpty();
    }

    static Set<String> libraries() {
        String dependencies = Files.text(Files.ROOT.resolve("pom.xml"))
                .replaceAll("(?s)<dependencyManagement>.*</dependencyManagement>", "")
                .replaceAll("(?s)<build>.*", "");
        Set<String> libraries = new TreeSet<>(BROUGHT_ALONG);
        NAMED.matcher(dependencies).results().map(match -> match.group(1)).forEach(libraries::add);
        assertThat(libraries.remove(ANNOTATIONS)).isTrue();
        assertThat(libraries).contains("tink", "altcha", "java-otp", "bcpkix-jdk18on");
        return libraries;
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void no_static_field_of_a_listed_library_holds_build_time_state(String library) throws IOException {
        Set<String> types = new TreeSet<>();
        try (JarFile jar = new JarFile(jar(library))) {
            jar.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.endsWith(".class") && !name.contains("-"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .forEach(types::add);
        }
        types.remove(UNREACHABLE);
        if (types.stream().allMatch(NativeHeapTest::isInitialisedAtRunTime)) {
            return;
        }
        assertThat(carried(types.stream(), "")).isEmpty();
    }

    static File jar(String library) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file -> file.getName().matches(Pattern.quote(library) + "-[0-9].*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not on the class path: " + library));
    }
}
