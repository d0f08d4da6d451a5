package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.Weigher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.fixture.SecondThread;
import org.altcha.altcha.Altcha;
import org.junit.jupiter.api.Test;

/** Classes that libraries load by name or access by reflection, which a native build cannot detect. */
@SecondThread
class NativeReflectionTest {

    private static final String CAFFEINE = "com.github.benmanes.caffeine.cache.";
    private static final Pattern CHAIN =
            Pattern.compile("Caffeine\\.newBuilder\\(\\)(.*?)\\.build(?:Async)?\\(", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\.(\\w+)\\(");

    /**
     * {@code quarkus-caffeine} registers classes in a feature that only GraalVM can load, so this test reads its
     * constants.
     */
    private static final String FEATURE = "/io/quarkus/caffeine/runtime/graal/CacheConstructorsFeature.class";

    private static final Pattern REGISTERED = Pattern.compile(Pattern.quote(CAFFEINE) + "[A-Z]+\\b");

    /** The cache and entry classes that Caffeine selects for these calls. */
    private static Set<String> needed(String chain) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        CALL.matcher(chain).results().map(call -> call.group(1)).forEach(call -> replay(builder, call));
        return new TreeSet<>(Set.of(
                CAFFEINE + className("LocalCacheFactory", builder),
                CAFFEINE + className("NodeFactory", builder, false)));
    }

    /** Arguments can contain calls of methods with other receivers. */
    private static void replay(Caffeine<Object, Object> builder, String call) {
        Stream.of(Caffeine.class.getMethods())
                .filter(method -> method.getName().equals(call) && method.getReturnType() == Caffeine.class)
                .filter(method -> Stream.of(method.getParameterTypes()).noneMatch(type -> argument(type) == null))
                .findFirst()
                .ifPresent(method -> invoke(
                        method,
                        builder,
                        Stream.of(method.getParameterTypes())
                                .map(NativeReflectionTest::argument)
                                .toArray()));
        assertThat(Stream.of("expireAfter", "removalListener", "evictionListener", "scheduler", "recordStats"))
                .as("calls that this test does not support")
                .doesNotContain(call);
    }

    private static Object argument(Class<?> type) {
        return Stream.of(Duration.ofDays(1), 1L, Ticker.systemTicker(), Weigher.singletonWeigher())
                .filter(value -> type.isInstance(value) || type == long.class && value instanceof Long)
                .findFirst()
                .orElse(null);
    }

    private static String className(String factory, Object... arguments) {
        try {
            Method method = Stream.of(Class.forName(CAFFEINE + factory).getMethods())
                    .filter(named -> named.getName().equals("getClassName"))
                    .findFirst()
                    .orElseThrow();
            return (String) invoke(method, null, arguments);
        } catch (ClassNotFoundException changed) {
            throw new AssertionError(changed);
        }
    }

    private static Object invoke(Method method, Object target, Object... arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    private static Set<String> registeredByTheExtension() throws IOException {
        try (InputStream feature = NativeReflectionTest.class.getResourceAsStream(FEATURE)) {
            String constants = new String(feature.readAllBytes(), StandardCharsets.ISO_8859_1);
            return REGISTERED
                    .matcher(constants)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> registeredByTheService() {
        return LayoutTest.CODE.stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .map(type -> type.getAnnotationOfType(RegisterForReflection.class))
                .flatMap(registered -> Stream.concat(
                        Stream.of(registered.classNames()),
                        Stream.of(registered.targets()).map(Class::getName)));
    }

    @Test
    void every_cache_class_that_caffeine_loads_by_name_is_registered() throws IOException {
        Set<String> needed = Files.below(Files.MAIN, ".java").stream()
                .flatMap(file -> CHAIN.matcher(Files.text(file)).results())
                .flatMap(chain -> needed(chain.group(1)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(needed).contains(CAFFEINE + "PSAMS", CAFFEINE + "SSMSW");
        Set<String> registered = registeredByTheExtension();
        assertThat(registered).isNotEmpty().doesNotContain(CAFFEINE + "PSAMS");
        registeredByTheService().forEach(registered::add);
        assertThat(registered).containsAll(needed);
    }

    /** Without one, clients could fill the memory. */
    @Test
    void every_cache_has_a_maximum_size() {
        List<String> chains = Files.below(Files.MAIN, ".java").stream()
                .map(Files::text)
                .filter(text -> text.contains("Caffeine.newBuilder()"))
                .flatMap(text ->
                        Stream.of(text.split("(?=Caffeine\\.newBuilder\\(\\))")).skip(1))
                .map(chain -> chain.split(";")[0])
                .toList();
        assertThat(chains).hasSizeGreaterThan(4).allMatch(chain -> chain.contains(".maximumSize("));
    }

    /** Reflective lookups of fields, methods, constructors, classes, services and files. */
    private static final Pattern LOOKUP =
            Pattern.compile("java\\.lang\\.Class\\.(?:get(?:Declared)?(?:Field|Method|Constructor)s?"
                    + "|forName|newInstance|getResource(?:AsStream)?)"
                    + "|java\\.util\\.ServiceLoader\\.load|java\\.lang\\.invoke\\.MethodHandles\\$Lookup\\.find\\w+");

    /** Classes of direct dependencies with such lookups, and the reason why a native image does not need them. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("org.altcha.altcha.Altcha", "the payload is registered at ProofOfWork"),
            Map.entry("com.google.crypto.tink.KmsClients", "key management services, which are not used"),
            Map.entry("com.google.crypto.tink.config.internal.TinkFipsUtil", "Conscrypt, which is not a dependency"),
            Map.entry("com.google.crypto.tink.internal.ConscryptUtil", "Conscrypt, which is not a dependency"));

    @Test
    void every_reflective_class_of_a_listed_library_is_known() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String library : List.of("altcha", "java-otp", "tink", "vertx-mail-client")) {
            try (JarFile jar = new JarFile(NativeHeapTest.jar(library))) {
                new ClassFileImporter()
                        .importJar(jar).stream()
                                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                                .filter(call -> LOOKUP.matcher(
                                                call.getTargetOwner().getName() + "." + call.getName())
                                        .matches())
                                .map(call -> call.getOriginOwner().getName())
                                .forEach(found::add);
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(KNOWN.keySet()));
    }

    @Test
    void payload_that_altcha_reads_by_reflection_is_registered() {
        assertThat(registeredByTheService()).contains(Altcha.Payload.class.getName());
    }
}
