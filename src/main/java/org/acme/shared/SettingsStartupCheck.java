package org.acme.shared;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValidationException.Problem;
import io.smallrye.config.ConfigValidator;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start when settings are insecure or beyond their {@link Bounds}. It validates the configuration itself,
 * before the service connects to a database or opens a port. Jakarta constraints would need a second validator factory
 * at each start, so they have no effect on settings.
 */
public class SettingsStartupCheck implements ConfigValidator, SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withValidator(this);
    }

    /** After all others, so that none replaces the validator. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void validateMapping(Class<?> type, String prefix, Object mapping) {
        if (mapping instanceof CheckedSettings settings) {
            Problem[] problems = refusals(prefix, settings).map(Problem::new).toArray(Problem[]::new);
            if (problems.length > 0) {
                throw new ConfigValidationException(problems);
            }
        }
    }

    private static Stream<String> refusals(String prefix, CheckedSettings group) {
        return Stream.concat(
                Stream.ofNullable(group.refusal(LaunchMode.current() == LaunchMode.NORMAL)),
                Stream.of(group.getClass().getInterfaces())
                        .flatMap(SettingsStartupCheck::settings)
                        .flatMap(setting -> refusals(
                                name(prefix, setting), setting.getAnnotation(Bounds.class), value(group, setting))));
    }

    private static Stream<String> refusals(String name, @Nullable Bounds bounds, @Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.stream().flatMap(present -> refusals(name, bounds, present));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> refusals(name + "." + entry.getKey(), bounds, entry.getValue()));
        }
        if (value instanceof CheckedSettings group) {
            return refusals(name, group);
        }
        return bounds == null || isWithin(bounds, value) ? Stream.empty() : Stream.of(refusal(name, bounds));
    }

    private static String refusal(String name, Bounds bounds) {
        return "%s (%s) must be between %s and %s".formatted(name, variable(name), bounds.min(), bounds.max());
    }

    /** The environment variable of a setting. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The names of these settings, and of those in their groups and maps. */
    static Stream<String> names(String prefix, CheckedSettings group) {
        return Stream.of(group.getClass().getInterfaces())
                .flatMap(SettingsStartupCheck::settings)
                .flatMap(setting -> names(name(prefix, setting), value(group, setting)));
    }

    private static Stream<String> names(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> names(name + "." + entry.getKey(), entry.getValue()));
        }
        return value instanceof CheckedSettings group ? names(name, group) : Stream.of(name);
    }

    private static boolean isWithin(Bounds bounds, @Nullable Object value) {
        if (value instanceof Duration time) {
            return isWithin(bounds, time, DurationConverter::parseDuration);
        }
        if (value instanceof MemorySize size) {
            return isWithin(bounds, size.asBigInteger(), text -> new MemorySizeConverter()
                    .convert(text)
                    .asBigInteger());
        }
        return value instanceof Number number && isWithin(bounds, number.longValue(), Long::valueOf);
    }

    private static <T extends Comparable<T>> boolean isWithin(Bounds bounds, T value, Function<String, T> parser) {
        return value.compareTo(parser.apply(bounds.min())) >= 0 && value.compareTo(parser.apply(bounds.max())) <= 0;
    }

    private static Stream<Method> settings(Class<?> type) {
        List<Method> settings = Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .toList();
        if (settings.isEmpty()) {
            throw new IllegalStateException(type.getName() + " must be registered with @RegisterForReflection");
        }
        return settings.stream();
    }

    private static String name(String prefix, Method setting) {
        WithName name = setting.getAnnotation(WithName.class);
        String own = name == null ? NamingStrategy.KEBAB_CASE.apply(setting.getName()) : name.value();
        return prefix.isEmpty() ? own : prefix + "." + own;
    }

    private static @Nullable Object value(CheckedSettings group, Method setting) {
        try {
            setting.setAccessible(true);
            return setting.invoke(group);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(setting.getName(), e);
        }
    }
}
