package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.problem.Violation;
import org.junit.jupiter.api.Test;

/** Checks the settings for the native build without building an image. */
class NativeTest {

    private static final Pattern RESOURCE = Pattern.compile("getResource(?:AsStream)?\\(\\s*\"([^\"]+)\"");

    private static Properties settings() {
        Properties settings = new Properties();
        try {
            settings.load(
                    new StringReader(Files.text(Files.ROOT.resolve("src/main/resources/application.properties"))));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return settings;
    }

    /** Classes and packages. */
    static Stream<String> runTimeInitialised() {
        return Stream.of(buildArguments().split("(?<!\\\\),"))
                .filter(argument -> argument.contains("initialize-at-run-time="))
                .flatMap(argument -> Stream.of(argument.replaceFirst(".*=", "").split("\\\\,")));
    }

    private static String buildArguments() {
        return settings().getProperty("quarkus.native.additional-build-args");
    }

    @Test
    void classes_named_in_native_build_arguments_exist() throws ClassNotFoundException {
        List<String> named = Pattern.compile("(?<==|\\\\,)([a-z0-9.]+\\.[A-Z][A-Za-z0-9$]+)")
                .matcher(buildArguments())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(named).hasSize(5);
        for (String type : named) {
            Class.forName(type, false, getClass().getClassLoader());
        }
    }

    @Test
    void resources_read_by_name_are_included_in_the_native_executable() {
        String included = settings().getProperty("quarkus.native.resources.includes");
        Set<String> read = Files.below(Files.MAIN, ".java").stream()
                .flatMap(file -> RESOURCE.matcher(Files.text(file)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(read).isNotEmpty().containsExactlyInAnyOrder(included.split(","));
    }

    /**
     * Quarkus registers the declared parameter and return types of operations, and their components; SmallRye GraphQL
     * those of its own.
     */
    @Test
    void views_that_no_operation_declares_are_registered_for_reflection() {
        Set<Class<?>> seen = LayoutTest.CODE.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .map(Method::getGenericReturnType)
                .flatMap(NativeTest::parts)
                .collect(Collectors.toSet());
        Set<String> unseen = LayoutTest.CODE.stream()
                .filter(type -> type.getSimpleName().endsWith("View"))
                .filter(type -> !type.getSimpleName().endsWith("GraphQLView"))
                .map(JavaClass::reflect)
                .filter(type -> !seen.contains(type))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = LayoutTest.CODE.stream()
                .filter(type -> type.isAnnotatedWith(RegisterForReflection.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(registered).containsAll(unseen).contains(Violation.class.getName());
    }

    private static Stream<Class<?>> parts(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(
                    parts(generic.getRawType()),
                    Stream.of(generic.getActualTypeArguments()).flatMap(NativeTest::parts));
        }
        if (type instanceof GenericArrayType array) {
            return parts(array.getGenericComponentType());
        }
        if (!(type instanceof Class<?> plain) || !plain.getName().startsWith(LayoutTest.ROOT)) {
            return Stream.of();
        }
        Stream<Type> inside = plain.isRecord()
                ? Stream.of(plain.getRecordComponents()).map(RecordComponent::getGenericType)
                : Stream.of();
        Stream<Type> kinds = plain.isSealed() ? Stream.of(plain.getPermittedSubclasses()) : Stream.of();
        return Stream.concat(Stream.of(plain), Stream.concat(inside, kinds).flatMap(NativeTest::parts));
    }
}
